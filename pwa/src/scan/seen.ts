/** What the page and the worker that reads codes say to each other. */

export interface SeenCode {
  text: string
  /** "QRCode", "Code128", … */
  format: string
}

export interface Question {
  id: number
  frame: ImageBitmap
  /** Looks longer: worn, small and inverted codes are found, at several times the price. */
  thorough: boolean
}

export type Answer = { id: number; codes: SeenCode[] } | { id: number; failed: string }
