import { qr } from './data/qr';
import './qr-code.css';

/** A link as a QR code: always dark on white, also on a dark page, or phones cannot read it. */
export function QrCode({ link, name }: { link: string; name: string }) {
  const { size, path } = qr(link);
  return (
    <svg
      class="qr-code"
      role="img"
      aria-label={name}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
      focusable="false"
    >
      <rect class="qr-code__paper" x="0" y="0" width={size} height={size} />
      <path class="qr-code__modules" d={path} />
    </svg>
  );
}
