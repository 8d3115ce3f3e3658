export { systemClock as realClock } from '@daomesh/protocol/system'
