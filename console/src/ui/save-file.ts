/** How long the browser may take to begin with a download. */
const BEGINS_WITHIN_MS = 60_000;

/** Gives a file that was made here, or fetched, to the browser's downloads. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), BEGINS_WITHIN_MS);
}
