// Browsers call themselves by the names of others; the list of sessions has to name the right one.
import { expect } from 'chai'
import { deviceOf } from '../../ui/sessions/device.ts'

describe('the name of a device', () => {
  for (const [agent, browser, system] of [
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 Edg/124.0.0.0', 'Microsoft Edge', 'Windows'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/124.0.0 Chrome/124.0.0.0 Safari/537.36', 'Cốc Cốc', 'Windows'],
    ['Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36', 'Chrome', 'Android'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0', 'Firefox', 'Linux'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1', 'Safari', 'iPhone'],
    ['node', null, null],
    ['', null, null],
  ] as const) {
    it(`is ${browser ?? 'not guessed'} on ${system ?? 'nothing known'} for “${agent.slice(0, 40)}…”`, () => {
      expect(deviceOf(agent)).to.deep.equal({ browser, system })
    })
  }
})
