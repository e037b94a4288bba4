import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../base/text'
import { Button } from '../ui/Button'
import { wakeSound } from '../ui/feedback'
import { Icon } from '../ui/Icon'
import { type CameraFault, type OpenCamera, openCamera } from './camera'
import { startDecoder } from './decoder'
import { keepReading } from './reading'
import { sightings } from './sightings'
import { useWakeLock } from './use-wake-lock'

interface Props {
  onCode: (text: string) => void
  /** Several badges are in view at once. */
  onTwo?: () => void
  /** The camera starts by itself where the person has allowed it before: for a kiosk, whose tablet nobody touches. */
  atOnce?: boolean
  children?: ComponentChildren
}

/** The picture of the camera and what can be done with it. Asks for the camera on a tap, never before. */
export function Camera({ onCode, onTwo, atOnce = false, children }: Props) {
  const [camera, setCamera] = useState<OpenCamera | null>(null)
  const [fault, setFault] = useState<CameraFault | 'broken' | null>(null)
  const [opening, setOpening] = useState(false)
  const here = useRef(true)
  const open = async (wanted: string | null) => {
    setOpening(true)
    camera?.close()
    setCamera(null)
    const result = await openCamera(wanted)
    if (!here.current) {
      // The page was left while it came: nobody else would ever switch it off.
      if (typeof result !== 'string') result.close()
      return
    }
    setOpening(false)
    if (typeof result === 'string') return setFault(result)
    setFault(null)
    setCamera(result)
  }
  useEffect(() => () => camera?.close(), [camera])
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  useEffect(() => {
    if (atOnce) void open(null)
  }, [])
  useWakeLock(camera !== null)
  return (
    <section class="camera" aria-label={t('Camera')} data-on={camera !== null}>
      {camera ? (
        <Picture
          camera={camera}
          onCode={onCode}
          {...(onTwo ? { onTwo } : {})}
          onBroken={() => setFault('broken')}
        />
      ) : (
        <div class="camera-off">
          <Icon name={fault ? 'alert' : 'camera'} />
          {fault ? (
            <p role="alert">{wordsOf(fault)}</p>
          ) : (
            <p>{t('Codes are read on this tablet; no picture leaves it.')}</p>
          )}
          <Button
            kind="primary"
            icon="camera"
            disabled={opening}
            onClick={() => {
              wakeSound()
              void open(null)
            }}
          >
            {fault ? t('Try the camera again') : t('Start the camera')}
          </Button>
        </div>
      )}
      {camera && (
        <Tools
          camera={camera}
          onChoose={(id) => void open(id)}
          onStop={() => {
            camera.close()
            setCamera(null)
          }}
        />
      )}
      {children}
    </section>
  )
}

function wordsOf(fault: CameraFault | 'broken'): string {
  switch (fault) {
    case 'refused':
      return t(
        'The camera is not allowed. Allow it in the browser’s settings for this page, or type the identifier, or use a scanner.',
      )
    case 'busy':
      return t('Another app uses the camera. Close it and try again, or type the identifier.')
    case 'insecure':
      return t('This browser gives no camera to this page. Type the identifier, or use a scanner.')
    case 'broken':
      return t('This browser cannot read codes. Type the identifier, or use a scanner.')
    default:
      return t('This tablet has no camera. Type the identifier, or use a scanner.')
  }
}

interface PictureProps {
  camera: OpenCamera
  onCode: (text: string) => void
  onTwo?: () => void
  onBroken: () => void
}

function Picture({ camera, onCode, onTwo, onBroken }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null)
  const told = useRef({ onCode, onTwo, onBroken })
  told.current = { onCode, onTwo, onBroken }
  useEffect(() => {
    const element = video.current
    if (!element) return
    element.srcObject = camera.stream
    void element.play().catch(() => undefined)
    const decoder = startDecoder()
    const seen = sightings()
    const stop = keepReading({
      video: element,
      decoder,
      onCodes: (codes, at) => {
        const sighting = seen.see(codes, at)
        if (sighting === 'two') told.current.onTwo?.()
        else if (sighting) told.current.onCode(sighting.text)
      },
      onBroken: () => told.current.onBroken(),
    })
    return () => {
      stop()
      decoder.close()
      element.srcObject = null
    }
  }, [camera])
  return (
    <div class="camera-picture">
      <video ref={video} muted playsInline />
      <div class="camera-aim" aria-hidden="true" />
    </div>
  )
}

interface ToolsProps {
  camera: OpenCamera
  onChoose: (id: string) => void
  onStop: () => void
}

function Tools({ camera, onChoose, onStop }: ToolsProps) {
  const [torch, setTorch] = useState(false)
  const { choices } = camera
  return (
    <div class="camera-tools">
      {choices.length > 1 && (
        <select
          class="input"
          aria-label={t('Which camera')}
          value={camera.id}
          onChange={(event) => onChoose(event.currentTarget.value)}
        >
          {choices.map((choice, at) => (
            <option key={choice.id} value={choice.id}>
              {choice.label || t('Camera {number}', { number: at + 1 })}
            </option>
          ))}
        </select>
      )}
      {camera.hasTorch && (
        <Button
          icon="torch"
          aria-pressed={torch}
          onClick={() =>
            void camera.setTorch(!torch).then(
              () => setTorch(!torch),
              () => undefined,
            )
          }
        >
          {t('Light')}
        </Button>
      )}
      <Button icon="stop" onClick={onStop}>
        {t('Stop the camera')}
      </Button>
    </div>
  )
}
