/** Pictures in the browser: their size, small copies without metadata. Originals are never touched. */

export interface Picture {
  readonly bytes: ArrayBuffer;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
}

export const THUMBNAIL_SIDE = 320;
export const WORKING_SIDE = 1600;

/** Raised where the browser cannot read the bytes as a picture. */
export class NotAPicture extends Error {}

/** A decoded picture of these bytes, turned as its camera says. Throws NotAPicture. */
export async function decoded(bytes: ArrayBuffer, mime: string): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(new Blob([bytes], { type: mime }), { imageOrientation: 'from-image' });
  } catch (error) {
    throw new NotAPicture(mime, { cause: error });
  }
}

/** A JPEG whose longer side is at most `side` pixels; made anew, so that no metadata comes along. */
export async function smaller(bitmap: ImageBitmap, side: number): Promise<ArrayBuffer> {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return jpegOf(canvas);
}

export async function jpegOf(canvas: HTMLCanvasElement): Promise<ArrayBuffer> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
  if (blob === null) throw new NotAPicture('image/jpeg');
  return blob.arrayBuffer();
}

/** What a file input gave, read at once: a file of the gallery may be gone later. */
export async function pictureOf(file: Blob): Promise<{ picture: Picture; thumbnail: ArrayBuffer | null }> {
  const bytes = await file.arrayBuffer();
  const mime = file.type || 'image/jpeg';
  try {
    const bitmap = await decoded(bytes, mime);
    const thumbnail = await smaller(bitmap, THUMBNAIL_SIDE);
    const picture = { bytes, mime, width: bitmap.width, height: bitmap.height };
    bitmap.close();
    return { picture, thumbnail };
  } catch (error) {
    if (error instanceof NotAPicture)
      return { picture: { bytes, mime, width: 0, height: 0 }, thumbnail: null };
    throw error;
  }
}
