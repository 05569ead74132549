import qrcode from 'qrcode-generator';
import { useMemo } from 'react';

const EDGE = 4;

/** A QR code drawn here: what it says goes nowhere. Dark on light in each theme, as cameras expect it. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => draw(text), [text]);
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  );
}

function draw(text: string): { size: number; path: string } {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const all = Array.from({ length: count }, (_, index) => index);
  const dark = all.flatMap((y) => all.filter((x) => code.isDark(y, x)).map((x) => `M${x + EDGE} ${y + EDGE}h1v1h-1z`));
  return { size: count + 2 * EDGE, path: dark.join('') };
}
