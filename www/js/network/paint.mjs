// Pictures out of the module, on canvases: in their own pixels, scaled by style.

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import('./types.d.ts').Sheet} sheet
 */
export function paint(canvas, { width, height, pixels }) {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0)
}

/**
 * The tiles of a picture, each on a canvas of its own.
 * @param {import('./types.d.ts').Sheet} sheet
 * @param {[number, number]} size width and height of a tile
 * @param {number} count
 */
export function tiles(sheet, [width, height], count) {
  const whole = document.createElement('canvas')
  paint(whole, sheet)
  // Between two tiles there is as much room as is left.
  const across = sheet.columns > 1 ? (sheet.width - width) / (sheet.columns - 1) : width
  const gap = across - width
  return Array.from({ length: count }, (_, i) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    const [x, y] = [(i % sheet.columns) * across, Math.floor(i / sheet.columns) * (height + gap)]
    canvas.getContext('2d')?.drawImage(whole, x, y, width, height, 0, 0, width, height)
    return canvas
  })
}
