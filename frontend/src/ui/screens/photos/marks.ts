/** Marks on a copy of a photograph: arrows that point, and masks that cover a face or a name. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Mark {
  readonly kind: 'arrow' | 'mask';
  readonly from: Point;
  readonly to: Point;
}

const ARROW_COLOUR = '#d7261b';

/** Draws the marks in the pixels of the picture; a mask leaves nothing of what is below. */
export function drawMarks(pen: CanvasRenderingContext2D, marks: readonly Mark[]): void {
  for (const mark of marks) {
    if (mark.kind === 'mask') drawMask(pen, mark);
    else drawArrow(pen, mark);
  }
}

function drawMask(pen: CanvasRenderingContext2D, { from, to }: Mark): void {
  pen.fillStyle = '#000000';
  pen.fillRect(
    Math.min(from.x, to.x),
    Math.min(from.y, to.y),
    Math.abs(to.x - from.x),
    Math.abs(to.y - from.y),
  );
}

function drawArrow(pen: CanvasRenderingContext2D, { from, to }: Mark): void {
  const width = Math.max(6, pen.canvas.width / 120);
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const head = width * 5;
  for (const [colour, line] of [
    ['#ffffff', width * 1.8],
    [ARROW_COLOUR, width],
  ] as const) {
    pen.strokeStyle = colour;
    pen.lineWidth = line;
    pen.lineCap = 'round';
    pen.lineJoin = 'round';
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.lineTo(to.x, to.y);
    for (const side of [-0.45, 0.45]) {
      pen.moveTo(to.x, to.y);
      pen.lineTo(to.x - head * Math.cos(angle + side), to.y - head * Math.sin(angle + side));
    }
    pen.stroke();
  }
}
