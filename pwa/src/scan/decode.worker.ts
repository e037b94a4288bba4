/** Reads codes in pictures, beside the page, so that no frame of the camera ever holds up a tap. The reader itself is
 * WebAssembly; it lies among the app's own files and works without a network. */
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { Answer, Question } from './seen'

// Without this it would be fetched from another host, which the content policy forbids.
prepareZXingModule({ overrides: { locateFile: () => wasm } })

/** Only what badges carry, and only what has a check digit or a fixed frame: ITF and Codabar are easily misread as something
 * else, and a misread code would mark somebody who is not here. */
const FORMATS: ReaderOptions['formats'] = [
  'QRCode',
  'MicroQRCode',
  'DataMatrix',
  'Aztec',
  'Code128',
  'Code39',
  'Code93',
  'EAN13',
  'EAN8',
  'UPCA',
]

// The file is compiled with the page's library, which does not know this scope.
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<Question>) => void) | null
  postMessage(answer: Answer): void
}

let canvas: OffscreenCanvas | null = null

function pixelsOf(frame: ImageBitmap): ImageData {
  if (canvas?.width !== frame.width || canvas.height !== frame.height)
    canvas = new OffscreenCanvas(frame.width, frame.height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('This browser draws no pictures outside the page.')
  context.drawImage(frame, 0, 0)
  frame.close()
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

scope.onmessage = async ({ data: { id, frame, thorough } }) => {
  try {
    const found = await readBarcodes(pixelsOf(frame), {
      formats: FORMATS,
      tryHarder: thorough,
      tryInvert: thorough,
      tryDownscale: thorough,
      // Two badges in one picture are noticed rather than one of them chosen by chance.
      maxNumberOfSymbols: 2,
    })
    scope.postMessage({ id, codes: found.map(({ text, format }) => ({ text, format })) })
  } catch (error) {
    scope.postMessage({ id, failed: error instanceof Error ? error.message : String(error) })
  }
}
