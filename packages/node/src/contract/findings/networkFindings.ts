import type { FindingTexts } from './texts.ts'

/** About this machine’s network, and why a device of a member is not connected. */
export const networkFindings = {
  NETWORK_OFF: {
    severity: 'blocks',
    found: 'The network is switched off here.',
    means: 'Nobody can be reached. What you do is saved here.',
    remedy: 'Switch it on.',
    command: 'daomesh network online',
  },
  NOT_LISTENING: {
    severity: 'hinders',
    found: 'This node listens on no address.',
    means: 'It can call others, but nobody can call it.',
    remedy: 'Start it without --listen, or with an address that this machine has.',
  },
  LOOPBACK_ONLY: {
    severity: 'blocks',
    found: 'This machine is on no network: only its own loopback address is there.',
    means: 'Members on other machines cannot be reached, nor reach it.',
    remedy: 'Connect a cable or join a Wi-Fi. If it was started with --listen, name an address that others can reach.',
  },
  LISTENS_LOOPBACK: {
    severity: 'hinders',
    found: 'This node listens on the loopback address of this machine only.',
    means: 'It can call members on other machines, but none of them can call it.',
    remedy: 'Start it without --listen, or with an address that others can reach.',
  },
  VPN_ONLY: {
    severity: 'note',
    found: 'Every address of this machine belongs to a VPN ({{interfaces}}).',
    means: 'Members are reachable through it only where they are in it too; on the local network nobody is found by itself.',
    remedy: 'Switch the VPN off, let it leave the local network out, or exchange addresses inside it.',
  },
  MULTICAST_SILENT: {
    severity: 'note',
    found: 'No member was heard on the local network.',
    means: 'Either none is there, or this network does not carry multicast, as guest Wi-Fi often does not.',
    remedy: 'Ask a member for an address and connect to it.',
  },
  PEERS_FULL: {
    severity: 'hinders',
    found: '{{count}} peers are connected, as many as this node keeps.',
    means: 'New ones are turned away or take the place of others.',
    remedy: 'Find out who they are on the Network screen. Members are kept before strangers.',
  },
  INVITE_SILENT: {
    severity: 'hinders',
    found: 'Nobody of {{space}} has been reached yet. {{address}} was tried last.',
    means: 'Joining goes on by itself as soon as somebody of it is there.',
    remedy: 'Ask whoever invited you to be online, or for a newer invite with the addresses of now.',
  },
  MEMBER_WITHOUT_DEVICE: {
    severity: 'note',
    found: '{{name}} has linked no device in {{space}} yet.',
    means: 'Nobody can reach somebody who has not opened the app for this DAO.',
    remedy: '{{name}} must open the app once, with this DAO in it.',
  },
  ADDRESS_UNKNOWN: {
    severity: 'blocks',
    found: 'No address of {{name}}’s device is known here, and it is not calling now.',
    means:
      'It is off the network, or was never met and is not on this local network. Once it is back it calls by itself where it has an address of this node.',
    remedy: 'Ask {{name}} for an address (Network screen, or daomesh peer addresses) and connect to it.',
  },
  ADDRESS_UNTRIED: {
    severity: 'note',
    found: '{{name}}’s device is not connected and was not called yet.',
    means: 'The next attempt comes by itself within a minute.',
    remedy: 'Look again in a minute.',
  },
  DIAL_REFUSED: {
    severity: 'blocks',
    found: '{{name}}’s machine answers at {{address}}, but nothing listens there.',
    means: 'The app is closed there, or was started again and has another port.',
    remedy: '{{name}} must open the app, and give you an address of now.',
  },
  DIAL_SILENT: {
    severity: 'blocks',
    found: 'Nothing answers at {{address}}, {{name}}’s address.',
    means: 'The machine is off or elsewhere, or a firewall between you drops the calls.',
    remedy: 'Ask {{name}} whether it is on. If it is: let its firewall pass DAOmesh in, or ask {{name}} to call you.',
  },
  DIAL_NOT_AT_RELAY: {
    severity: 'blocks',
    found: 'The relay at {{address}} answers, but {{name}}’s device cannot be called through it now.',
    means: '{{name}}’s app is closed or off the network, or holds no place at this relay.',
    remedy:
      'Ask {{name}} to open the app. If it is open: {{name}} must connect to that relay, which must relay for its members or for anyone.',
  },
  DIAL_NO_ROUTE: {
    severity: 'blocks',
    found: 'This machine knows no way to {{address}}, {{name}}’s address.',
    means: 'You are on different networks, or this one is disconnected.',
    remedy: 'Join the same network or VPN, or ask {{name}} for another address.',
  },
  DIAL_OTHER_DEVICE: {
    severity: 'blocks',
    found: 'Another device than {{name}}’s answers at {{address}}.',
    means: 'The address went to another machine, {{name}} has a new device, or somebody stands in between; nothing was told to it.',
    remedy: 'Ask {{name}} for an address of now, and compare the device on both screens.',
  },
  DIAL_NOT_A_NODE: {
    severity: 'blocks',
    found: 'What answers at {{address}}, {{name}}’s address, is no DAOmesh node.',
    means: 'Another program has the port now.',
    remedy: 'Ask {{name}} for an address of now.',
  },
  DIAL_HUNG_UP: {
    severity: 'blocks',
    found: '{{name}}’s machine takes the call at {{address}} and closes it at once.',
    means: 'The network is switched off in {{name}}’s app, it takes no more peers, or a firewall resets the call.',
    remedy: '{{name}} must switch the network on, and sees there why (Network screen, or daomesh doctor).',
  },
  DIAL_TURNED_AWAY: {
    severity: 'blocks',
    found: '{{name}}’s device recognises this one and closes the connection at once.',
    means: 'It has cut this device off for a while, as it does with one that sent something malformed.',
    remedy: 'Wait ten minutes. If it comes again, update both apps; {{name}} sees the reason there (Network screen, or daomesh doctor).',
  },
  DIAL_UNCLEAR: {
    severity: 'blocks',
    found: '{{name}}’s device could not be reached at {{address}}.',
    means: 'The reason is none that is known.',
    remedy: 'Look into the log.',
    command: 'daomesh logs --level debug',
  },
  PEER_CUT_OFF: {
    severity: 'blocks',
    found: 'This node has cut {{name}}’s device off for {{minutes}} more minutes, because of {{reason}}.',
    means: 'It sent something malformed or forged: it is faulty, outdated, or not in {{name}}’s hands alone.',
    remedy: 'Ask {{name}} to update the app. It is let in again by itself.',
  },
  ONLY_CALLS_US: {
    severity: 'note',
    found: '{{name}}’s device reaches this one, but cannot be reached at {{address}}.',
    means: 'You see each other as long as {{name}} calls. A firewall or router in front of {{name}} lets no call in.',
    remedy: 'Nothing, as long as it works. Else let {{name}}’s firewall pass DAOmesh in.',
  },
} as const satisfies FindingTexts
