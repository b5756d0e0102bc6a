/** The receipt that stays with the facility: what was recorded, when, and a hash that pins it. */
import qrcode from 'qrcode-generator';

export interface Receipt {
  readonly insp: string;
  readonly covers: string;
  readonly visitedOn: string;
  readonly madeAt: Date;
  readonly rooms: number;
  readonly answers: number;
  readonly photos: number;
}

/** One line of text, the same on paper and in the QR code. */
export function receiptText(receipt: Receipt): string {
  const { insp, covers, visitedOn, madeAt, rooms, answers, photos } = receipt;
  return ['INSP1', insp, visitedOn, madeAt.toISOString(), rooms, answers, photos, covers].join('|');
}

export interface QrPicture {
  /** Modules on a side, with the quiet zone of four. */
  readonly size: number;
  readonly path: string;
}

/** A QR code as one path of unit squares. */
export function qrPicture(text: string): QrPicture {
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const count = code.getModuleCount();
  let path = '';
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (code.isDark(row, column)) path += `M${column + 4} ${row + 4}h1v1h-1z`;
    }
  }
  return { size: count + 8, path };
}
