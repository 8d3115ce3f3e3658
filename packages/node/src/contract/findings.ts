/**
 * Everything that `daomesh doctor` can find. Codes are stable. `blocks`: members cannot reach each other, or nothing can be done here, until somebody acts;
 * `hinders`: it works, with less than it should; `note`: worth knowing, nothing to do. English, and the keys `findings.<CODE>.<part>` of every other language.
 */
export const findings = {
  HOME_UNREACHABLE: {
    severity: 'blocks',
    found: 'The home {{path}} cannot be read or written by this account ({{reason}}).',
    means: 'The node cannot start: keys and records lie there.',
    remedy: 'Give this account the right to read and write it, or name another home with --home.',
  },
  HOME_OPEN: {
    severity: 'hinders',
    found: 'Other accounts of this machine may read {{path}}.',
    means: 'Whoever reads it can act as this device, and read what the DAO says.',
    remedy: 'Take the right from them: chmod go-rwx {{path}}',
  },
  HOME_IN_USE: {
    severity: 'hinders',
    found: 'Process {{pid}} uses this home and does not speak to the command line.',
    means:
      'The desktop app runs, which shows all this on its Network screen; or a node that starts, ends or hangs. A second one cannot start here.',
    remedy: 'Look at the app, or wait a moment and ask again. If nothing shows, end that process; nothing that was acknowledged is lost.',
  },
  DISK_FULL: {
    severity: 'blocks',
    found: '{{mebibytes}} MiB are free where the home lies.',
    means: 'Records can soon not be saved, and what is not saved is refused.',
    remedy: 'Make room, at least 256 MiB.',
  },
  DISK_LOW: {
    severity: 'hinders',
    found: '{{mebibytes}} MiB are free where the home lies.',
    means: 'It works, and will stop working when the disk is full.',
    remedy: 'Make room, at least 256 MiB.',
  },
  DEVICE_KEY_DAMAGED: {
    severity: 'blocks',
    found: 'The file of the device key, {{path}}, is damaged.',
    means: 'The node does not start: under another key it would be another device.',
    remedy: 'Put the file back from a backup. Without one, start with a new home and restore the account from its recovery phrase.',
  },
  DATABASE_DAMAGED: {
    severity: 'hinders',
    found: 'The database was found damaged ({{file}}).',
    means: 'It is set aside at the start; what can be read is taken over, and members and the chain send the rest.',
    remedy: 'Start the node and stay online until it is equal with the others. Have the disk looked at.',
  },
  DATABASE_NEWER: {
    severity: 'blocks',
    found: 'The database was written by a newer version of DAOmesh (schema {{version}}; this one knows {{known}}).',
    means: 'This version does not open it, so that nothing is lost.',
    remedy: 'Install the newer version again.',
  },
  ROWS_UNREADABLE: {
    severity: 'hinders',
    found: '{{count}} rows of the database cannot be read: {{rows}}.',
    means: 'What they held is missing here; everything else goes on.',
    remedy: 'Update the app. If it stays so, report it with the log.',
  },
  RUNTIME_OLD: {
    severity: 'blocks',
    found: 'Node {{version}} runs here.',
    means: 'The member node needs 22.18 or later.',
    remedy: 'Run npm install, or use a newer Node.',
  },
  NODE_SILENT: {
    severity: 'blocks',
    found: 'The node of this home runs and does not answer ({{reason}}).',
    means: 'Neither the interface nor the command line can reach it.',
    remedy: 'Look into its log: daomesh logs --level warn. Then end it and start it again.',
  },
  NODE_ABSENT: {
    severity: 'note',
    found: 'No node runs on this home.',
    means: 'Nobody can reach this member now. Only the files could be checked.',
    remedy: 'Start it: daomesh start. Then ask again.',
  },

  IDENTITY_NONE: {
    severity: 'blocks',
    found: 'There is no account on this device.',
    means: 'Without one this node speaks for nobody, and nobody lets it in.',
    remedy: 'Create or restore an account.',
  },
  IDENTITY_LOCKED: {
    severity: 'hinders',
    found: 'The account is locked.',
    means: 'Reading and syncing go on. Nothing can be signed: no ballot, no proposal, no new link of this device.',
    remedy: 'Unlock it with its password.',
  },
  SIGNER_ABSENT: {
    severity: 'hinders',
    found: 'The signer does not run.',
    means: 'Reading and syncing go on. Nothing can be signed until it is back.',
    remedy: 'Start the node again.',
  },
  LINK_MISSING: {
    severity: 'blocks',
    found: 'This device is not linked to the account on this chain.',
    means: 'Members cannot know whose device this is, and refuse it.',
    remedy: 'Unlock the account and confirm the link when it is asked for.',
  },
  LINK_ENDED: {
    severity: 'blocks',
    found: 'The link of this device to the account ended {{days}} days ago.',
    means: 'Members refuse its connections. What it wrote stays valid.',
    remedy: 'Unlock the account and confirm the new link.',
  },
  LINK_ENDING: {
    severity: 'note',
    found: 'The link of this device to the account ends in {{days}} days.',
    means: 'Everything works until then.',
    remedy: 'Unlock the account and confirm the new link when it is asked for.',
  },
  DEVICE_REVOKED: {
    severity: 'blocks',
    found: 'The account has unlinked this device in {{space}}.',
    means: 'Members refuse it there, for good.',
    remedy: 'If that was a mistake, use a new home and link it as a new device.',
  },
  NOT_A_MEMBER: {
    severity: 'blocks',
    found: 'The account of this node is no member of {{space}}.',
    means: 'Its members refuse this node there.',
    remedy: 'Choose the right account, or ask the members for a seat.',
  },
  CLOCK_CHAIN_AHEAD: {
    severity: 'hinders',
    found: 'The chain’s newest block is {{minutes}} minutes ahead of this machine’s clock.',
    means:
      'The clock of this machine is behind. It decides nothing about records, but times on screens and the ends of links and invites are off.',
    remedy: 'Let the system set the clock from the network.',
  },
  CLOCK_DIFFERS: {
    severity: 'hinders',
    found: 'The clocks of this machine and {{name}}’s differ by {{minutes}} minutes.',
    means: 'One of them is wrong. It decides nothing about records, but links and invites may seem ended that are not.',
    remedy: 'Compare both with another clock, and let the system set the wrong one from the network.',
  },

  NETWORK_OFF: {
    severity: 'blocks',
    found: 'The network is switched off here.',
    means: 'Nobody can be reached. What you do is saved here.',
    remedy: 'Switch it on.',
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
    found: 'No address of {{name}}’s device is known here, and it has not called.',
    means: 'It was never met, or is not on this local network.',
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
    remedy: '{{name}} must switch the network on, and may ask daomesh doctor there.',
  },
  DIAL_TURNED_AWAY: {
    severity: 'blocks',
    found: '{{name}}’s device recognises this one and closes the connection at once.',
    means: 'It has cut this device off for a while, as it does with one that sent something malformed.',
    remedy: 'Wait ten minutes. If it comes again, update both apps; {{name}} sees the reason in daomesh doctor.',
  },
  DIAL_UNCLEAR: {
    severity: 'blocks',
    found: '{{name}}’s device could not be reached at {{address}}.',
    means: 'The reason is none that is known.',
    remedy: 'Look into the log: daomesh logs --level debug.',
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

  PROTOCOL_DIFFERS: {
    severity: 'blocks',
    found: '{{name}}’s device is connected and does not speak this version’s protocol ({{protocol}}).',
    means: 'One of the apps is too old.',
    remedy: 'Both must use the newest version.',
  },
  SPACE_NOT_SHARED: {
    severity: 'blocks',
    found: '{{name}}’s device is connected, but is not in {{space}}.',
    means: 'The app there has another DAO, another home, or is on another chain.',
    remedy: '{{name}} must join with the invite, and both must be on the same chain: compare daomesh chain status.',
  },
  SYNC_FAILED: {
    severity: 'hinders',
    found: 'The last session with {{name}}’s device failed ({{reason}}).',
    means: 'It is tried again by itself; records may be late.',
    remedy: 'Look again in a minute. If it stays so, look into the log of both.',
  },
  THEIR_LINK_MISSING: {
    severity: 'blocks',
    found: '{{name}}’s device shows no link to an account, so this node does not let it into {{space}}.',
    means: 'It cannot be told whose device it is.',
    remedy: '{{name}} must unlock the account and confirm the link of the device.',
  },
  THEIR_PROOF_FALSE: {
    severity: 'blocks',
    found: 'What {{name}}’s device shows for {{space}} is no proof, so this node does not let it in.',
    means: 'It is faulty, or somebody tries to get in.',
    remedy: 'Ask {{name}} by another way, compare the devices on both screens, and update both apps.',
  },
  THEIR_SEAT_LOST: {
    severity: 'blocks',
    found: 'The account of {{name}}’s device is no member of {{space}} any more.',
    means: 'The members removed it, or it left. It is not let in.',
    remedy: 'If that is wrong, make a proposal to take it in again.',
  },
  THEIR_LINK_ENDED: {
    severity: 'blocks',
    found: 'The link of {{name}}’s device to the account has ended, by this machine’s clock.',
    means: 'This node does not let it in. What it wrote stays valid.',
    remedy: '{{name}} must unlock the account and confirm the new link. If this clock is wrong, set it.',
  },
  THEIR_DEVICE_REVOKED: {
    severity: 'blocks',
    found: '{{name}} has unlinked this device of theirs.',
    means: 'Nobody lets it in any more.',
    remedy: 'If {{name}} did not do that, ask by another way; else {{name}} uses another device.',
  },
  THEY_REFUSE: {
    severity: 'blocks',
    found: '{{name}}’s device does not let this one into {{space}}.',
    means:
      'It sees no proof that this device belongs to a member. Its clock or its view of the chain may be off, or this device’s link is not valid there.',
    remedy: 'Follow what is found about this device’s link, if anything; else ask {{name}} to run daomesh doctor.',
  },
  INVITE_ENDED: {
    severity: 'blocks',
    found: '{{name}}’s device does not let this one into {{space}}: the invite has ended, by the clock there.',
    means: 'Newcomers are not let in any more.',
    remedy: 'Ask for a new invite. If it should still run, compare the clocks.',
  },
  INVITE_REVOKED: {
    severity: 'blocks',
    found: '{{name}}’s device does not let this one into {{space}}: the invite was taken back.',
    means: 'Newcomers are not let in any more.',
    remedy: 'Ask for a new invite.',
  },
  INVITE_FOUNDED: {
    severity: 'blocks',
    found: '{{name}}’s device does not let this one into {{space}}: the DAO was founded without you.',
    means: 'The founding is over; newcomers get a seat by a proposal.',
    remedy: 'Ask a member to propose you.',
  },
  OUR_ROSTER_BEHIND: {
    severity: 'hinders',
    found: 'This node does not know {{name}}’s account as a member of {{space}} yet.',
    means: 'The chain shows it, and this node’s endpoint has not come so far.',
    remedy: 'Wait for the chain. If it stays so, look at what is found about the chain, or use another endpoint.',
  },
  THEIR_ROSTER_BEHIND: {
    severity: 'hinders',
    found: '{{name}}’s node does not know your account as a member of {{space}} yet.',
    means: 'The chain shows it, and the endpoint there has not come so far.',
    remedy: '{{name}} must wait for the chain, or use another endpoint.',
  },
  SYNC_DIFFERS: {
    severity: 'hinders',
    found: 'For {{minutes}} minutes {{space}} has not been equal with {{name}}’s device.',
    means: 'One of you lacks records that the other has.',
    remedy: 'Stay online. If it stays so, one of the apps withholds records: compare the hash with a third member.',
  },
  RECORDS_WITHHELD: {
    severity: 'hinders',
    found: '{{name}}’s device names {{count}} logs in {{space}} and does not send what is in them.',
    means: 'It may have lost them, or keeps them back. Others can send them.',
    remedy: 'Stay online until another member is there.',
  },
  RULES_DIFFER: {
    severity: 'hinders',
    found: '{{name}}’s app makes the state by rules of version {{theirs}}, this one by {{ours}}.',
    means: 'Records are exchanged; what they amount to cannot be compared, and newer kinds are not shown by the older app.',
    remedy: 'Use the newest version on both.',
  },
  STATE_DIFFERS: {
    severity: 'blocks',
    found: '{{name}}’s device makes something else of the same records in {{space}}.',
    means: 'One of the apps is faulty or changed. The chain counts by itself and decides.',
    remedy: 'Compare the hash with other members by voice. Whoever is alone with theirs updates the app.',
  },
  HISTORY_DIFFERS: {
    severity: 'blocks',
    found: '{{name}}’s device is told another history of the chain in {{space}}.',
    means: 'The endpoint of one of you is wrong, behind a reorganisation, or lies.',
    remedy: 'Compare with other members. Whoever is alone changes the chain endpoint.',
  },
  NOT_LISTENING_HERE: {
    severity: 'hinders',
    found: '{{name}}’s device is connected but does not listen where this node speaks in {{space}}.',
    means: 'What you write reaches it by sync, within seconds to minutes, instead of at once. It may lack the newest key.',
    remedy: 'Stay online together for a minute. If it stays so, update both apps.',
  },

  CHAIN_OFF: {
    severity: 'hinders',
    found: 'The chain is switched off here.',
    means: 'Members reach each other. Nothing new of the chain is seen, and nothing is sent to it.',
    remedy: 'Switch it on: daomesh network online --chain.',
  },
  CHAIN_UNREACHABLE: {
    severity: 'hinders',
    found: 'The chain endpoint does not answer.',
    means: 'Members reach each other. Nothing new of the chain is seen, and nothing is sent to it.',
    remedy: 'Look whether the endpoint runs and the network is up, or use another endpoint (--rpc).',
  },
  CHAIN_WRONG: {
    severity: 'blocks',
    found: 'The chain endpoint speaks for another chain than before.',
    means: 'Nothing is read from it or sent to it, so that no payment goes astray.',
    remedy: 'Use an endpoint of the right chain (--rpc).',
  },
  CHAIN_OTHER: {
    severity: 'blocks',
    found: '{{space}} is on chain {{theirs}}; this node was started on {{ours}}.',
    means: 'Its members are not on this chain: nothing of it can be followed here.',
    remedy: 'Start this home with an endpoint of that chain (--rpc).',
  },
  CHAIN_OLD: {
    severity: 'hinders',
    found: 'The newest block that the endpoint shows is {{minutes}} minutes old.',
    means: 'The endpoint lags, the chain stands still, or the clock of this machine is ahead.',
    remedy: 'Compare with another endpoint or a block explorer, and look at the clock.',
  },
  CHAIN_BEHIND_PEERS: {
    severity: 'hinders',
    found: 'Members have seen {{count}} more events of {{space}} on the chain than this node’s endpoint shows.',
    means: 'The endpoint lags or keeps something back.',
    remedy: 'Wait a few minutes. If it stays so, use another endpoint (--rpc).',
  },
  CHAIN_DOUBTED: {
    severity: 'blocks',
    found: 'This node’s endpoint tells another history of {{space}} than {{count}} of {{of}} members are told.',
    means: 'Most likely it is this node’s endpoint that is wrong or lies.',
    remedy: 'Use another endpoint (--rpc), and compare the hash with a member by voice.',
  },

  KEY_MISSING: {
    severity: 'hinders',
    found: 'The key of {{space}} has not arrived.',
    means: 'Records come and stay closed. Any member who is online seals the key to this device by itself.',
    remedy: 'Stay online together with a member for a minute.',
  },
  RECORDS_WAIT_PAST: {
    severity: 'hinders',
    found: '{{count}} records of {{space}} wait for earlier ones that are not here.',
    means: 'They are shown when those arrive from any member.',
    remedy: 'Stay online until a member is there who has them.',
  },
  RECORDS_WAIT_VIEW: {
    severity: 'hinders',
    found: '{{count}} records of {{space}} wait for news of the chain.',
    means: 'They were written by members who saw more of the chain than this node has.',
    remedy: 'Wait for the chain. If it stays so, use another endpoint (--rpc).',
  },
  RECORDS_WAIT_KEY: {
    severity: 'hinders',
    found: '{{count}} records of {{space}} wait for a key.',
    means: 'Any member who is online seals it to this device by itself.',
    remedy: 'Stay online together with a member for a minute.',
  },

  TRANSACTION_NONCE_GAP: {
    severity: 'blocks',
    found: 'A transaction waits for number {{nonce}} of the account, and the chain expects number {{next}}.',
    means: 'An earlier transaction of this account, perhaps of another program, never arrived.',
    remedy: 'Send the missing one from where it was made, or retry this one: daomesh chain retry {{transaction}}',
  },
  TRANSACTION_FEE_LOW: {
    severity: 'hinders',
    found: 'A transaction has been sent for {{minutes}} minutes and offers less than the chain asks now.',
    means: 'Nobody puts it into a block until fees fall.',
    remedy: 'Sign it again with a higher fee: daomesh chain accelerate {{transaction}}',
  },
  TRANSACTION_FUNDS: {
    severity: 'blocks',
    found: 'The account cannot pay for a transaction.',
    means: 'It waits here and is sent as soon as there is enough.',
    remedy: 'Send some ether to the account.',
  },
  TRANSACTION_UNSIGNED: {
    severity: 'hinders',
    found: 'A transaction waits for your signature.',
    means: 'Nothing was sent.',
    remedy: 'Unlock the account and confirm it.',
  },
  TRANSACTION_FAILED: {
    severity: 'note',
    found: 'A transaction failed ({{reason}}).',
    means: 'Nothing more is sent for it.',
    remedy: 'See why on the screen of transactions; retry it there once the cause is gone.',
  },
} as const satisfies Readonly<Record<string, FindingText>>

type FindingText = {
  readonly severity: 'blocks' | 'hinders' | 'note'
  readonly found: string
  readonly means: string
  readonly remedy: string
}

export type FindingCode = keyof typeof findings
export type Severity = FindingText['severity']
