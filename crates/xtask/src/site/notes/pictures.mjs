// Run by the build: makes pixels of drawings, for a preview a PNG with a palette, for a page a WebP with three pixels for two.
//
//     node pictures.mjs DRAWING.svg PICTURE.png DRAWING.svg PICTURE.webp…
import sharp from 'sharp'

const USUAL = 72
const files = process.argv.slice(2)
for (let i = 0; i + 1 < files.length; i += 2) {
  const [drawing, pixels = ''] = files.slice(i, i + 2)
  const preview = pixels.endsWith('.png')
  const picture = sharp(drawing, { density: preview ? USUAL : 1.5 * USUAL, unlimited: true })
  await (preview ? picture.png({ palette: true, colours: 64, dither: 0, effort: 7 }) : picture.webp({ quality: 68 })).toFile(pixels)
}
