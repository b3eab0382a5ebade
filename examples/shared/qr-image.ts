import { renderSVG } from "uqr";

/** A picture of the QR code, as an address for an image. Black on white whatever the page's colours: phones expect it. */
export function qrImage(text: string): string {
  return `data:image/svg+xml,${encodeURIComponent(renderSVG(text, { border: 2 }))}`;
}
