/** Bangla: one file for each room of the app. */
import type { Catalogue, Terms } from '../text'
import app from './bn/app.json'
import base from './bn/base.json'
import device from './bn/device.json'
import marking from './bn/marking.json'
import office from './bn/office.json'
import scan from './bn/scan.json'
import settings from './bn/settings.json'
import signin from './bn/signin.json'
import store from './bn/store.json'
import sync from './bn/sync.json'
import today from './bn/today.json'
import ui from './bn/ui.json'
import visitor from './bn/visitor.json'
import problems from './problems.bn.json'

export const PROBLEMS: Readonly<Record<string, string>> = problems

export const TERMS: Terms = {
  participant: 'অংশগ্রহণকারী',
  participants: 'অংশগ্রহণকারীরা',
  group: 'দল',
  groups: 'দলগুলো',
  session: 'সেশন',
  sessions: 'সেশনগুলো',
  staff: 'কর্মীরা',
  colleague: 'কর্মী',
}

export const BANGLA: Catalogue = {
  ...app,
  ...base,
  ...device,
  ...marking,
  ...office,
  ...scan,
  ...settings,
  ...signin,
  ...store,
  ...sync,
  ...today,
  ...ui,
  ...visitor,
}
