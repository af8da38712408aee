// Archives as NumPy writes them, for tests that bring data: written here from the specifications of NPY and ZIP, not with the program's own reader.
import { deflateRawSync } from 'node:zlib'

/** The checksum of ZIP. @param {Buffer} bytes */
function crc32(bytes) {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

/** An array of bytes. @param {number[]} shape @param {number[]} values */
function npy(shape, values) {
  const head = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`
  const padded = `${head.padEnd(117)}\n`
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\0', 'latin1'), Buffer.from([118, 0]), Buffer.from(padded), Buffer.from(values)])
}

/** @param {[string, Buffer][]} members */
function zip(members) {
  const [files, directory] = [/** @type {Buffer[]} */ ([]), /** @type {Buffer[]} */ ([])]
  let at = 0
  for (const [name, bytes] of members) {
    const packed = deflateRawSync(bytes)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(bytes), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(bytes.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const where = Buffer.alloc(14)
    where.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\0'), fields, where, Buffer.from(name))
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed])
    files.push(file)
    at += file.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...files, list, end])
}

/** Pictures of 4 × 4 that are bright on one side, in Keras's layout: 400 to train on, 100 to test on. */
export function halves() {
  const labels = (/** @type {number} */ n) => Array.from({ length: n }, (_, i) => i % 2)
  const pixels = (/** @type {number} */ n) => labels(n).flatMap((label, i) => Array.from({ length: 16 }, (_, p) => (p % 4 > 1 === (label === 1) ? 200 : 20) + ((i * 7 + p * 13) % 40)))
  return zip([
    ['x_train.npy', npy([400, 4, 4], pixels(400))],
    ['y_train.npy', npy([400], labels(400))],
    ['x_test.npy', npy([100, 4, 4], pixels(100))],
    ['y_test.npy', npy([100], labels(100))],
  ])
}
