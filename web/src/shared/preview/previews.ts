/** What can be shown on the page, by how. */
export type PreviewKind = "pdf" | "image" | "text";

const kinds: Readonly<Record<string, PreviewKind>> = {
  "application/pdf": "pdf",
  "image/jpeg": "image",
  "image/png": "image",
  "text/plain": "text",
};

/** How a media type is shown; undefined for one that is not. */
export function kindOf(mediaType: string): PreviewKind | undefined {
  return kinds[mediaType.split(";")[0]?.trim().toLowerCase() ?? ""];
}

/** Of a text so many bytes are shown. */
export const maxText = 1_000_000;

// A PDF is held in memory whole.
const maxPdf = 50_000_000;

/** Whether a version can be shown: its media type and its size in bytes. */
export function canPreview({ mediaType, size }: { mediaType: string; size: number }): boolean {
  const kind = kindOf(mediaType);
  return kind !== undefined && (kind !== "pdf" || size <= maxPdf);
}
