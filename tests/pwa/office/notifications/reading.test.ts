import { expect, it } from 'vitest'
import { routeOf } from '@/office/notifications/reading'

it.each([
  ['/review/3', '/review/3'],
  ['/sync-conflicts/3', '/review/3'],
  ['/api/v1/sync-conflicts/3', '/review/3'],
  ['/sync-conflicts', '/review'],
  ['/sessions/9', '/sessions/9'],
  ['/registrations', '/registrations'],
  ['/reports?report=attendance&by=participant', '/reports?report=attendance&by=participant'],
  ['/reports?x=<script>', null],
  ['https://elsewhere.example/steal', null],
  ['javascript:alert(1)', null],
  [null, null],
])('leads from %s to %s', (link, route) => {
  expect(routeOf(link)).toBe(route)
})
