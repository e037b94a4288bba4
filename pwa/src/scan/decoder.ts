/** The page's side of the worker that reads codes: started when the camera is, ended with it. */
import { trusted } from '../ui/trusted'
import address from './decode.worker.ts?worker&url'
import type { Answer, Question, SeenCode } from './seen'

export interface Decoder {
  /** Takes the frame over. Rejects when this browser cannot read codes. */
  read(frame: ImageBitmap, thorough: boolean): Promise<SeenCode[]>
  close(): void
}

export function startDecoder(): Decoder {
  const worker = new Worker(trusted(address), { name: 'codes' })
  const waiting = new Map<number, { resolve(codes: SeenCode[]): void; reject(error: Error): void }>()
  let asked = 0
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    const one = waiting.get(data.id)
    waiting.delete(data.id)
    if ('failed' in data) one?.reject(new Error(data.failed))
    else one?.resolve(data.codes)
  }
  // The script itself did not come, or broke: nobody would answer any more.
  worker.onerror = () => {
    for (const one of waiting.values()) one.reject(new Error('The reader of codes did not start.'))
    waiting.clear()
  }
  return {
    read: (frame, thorough) =>
      new Promise((resolve, reject) => {
        asked += 1
        waiting.set(asked, { resolve, reject })
        worker.postMessage({ id: asked, frame, thorough } satisfies Question, [frame])
      }),
    close: () => worker.terminate(),
  }
}
