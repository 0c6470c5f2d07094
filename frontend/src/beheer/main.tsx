import '../styles/beheer';
import './beheer.css';
import './agreements.css';
import './overview.css';
import './plan.css';
import './report.css';
import { offerToCopy } from './copy';
import { focusWhatMatters } from './focus';
import { followPlan } from './plan';
import { followTyping } from './preview';
import { renewWhatChanges } from './renew';
import { tellWhenSeen } from './seen';

focusWhatMatters(document);
followTyping(document);
followPlan(document);
offerToCopy(document);
tellWhenSeen(document);
renewWhatChanges(document);
