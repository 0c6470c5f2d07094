import type { Snapshot } from '../../shared/api/types';
import type { Portal } from '../../shared/live/portal';
import { lazily } from '../lazily';
import { Underway } from '../session/Underway';
import type { DiscussionProps } from './Discussion';
import type { PointTalkProps } from './PointTalk';

const useTalk = lazily(() => import('./index'));

/** What waits to be sent goes, wherever the room is. */
export function NotesGo({ portal }: { portal: Portal }) {
  useTalk()?.notesOf(portal);
  return null;
}

/** The punt that the room talks about. */
export function LazyDiscussion(props: DiscussionProps & { title: string }) {
  const Loaded = useTalk()?.Discussion;
  return Loaded === undefined ? <Underway title={props.title} /> : <Loaded key={props.item} {...props} />;
}

/** The conversation about a punt, below its result. */
export function LazyPointTalk(props: PointTalkProps) {
  const Loaded = useTalk()?.PointTalk;
  return Loaded === undefined ? null : <Loaded {...props} />;
}

/** What was typed and never sent, when the session is over. */
export function LazyUnsent(props: { portal: Portal; snapshot: Snapshot }) {
  const Loaded = useTalk()?.Unsent;
  return Loaded === undefined ? null : <Loaded {...props} />;
}
