import { ipcRenderer } from 'electron'

// Hands the page its one port to the node and nothing else: no function of Electron is within its reach.
ipcRenderer.on('daomesh:port', ({ ports }) => window.postMessage('daomesh:port', location.origin, [...ports]))
