// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Agreement, Dispute, Group, Level, Node, SplitEntry} from "../types/Bounties.sol";

/// @title One funding for a pyramid of bounties of any depth (E1–E9)
/// @notice An issuer pays an agreed bounty in. Its hunter may split it into sub-bounties, their payees may split theirs, and so on; the pyramid lives off
/// the chain, the chain sees its roots. When the bounty is released, everybody in it is paid from here, by proof, on the acceptance of whoever split or
/// after a window in which nobody objected. No owner, no upgrade, no way out but these. address(0) is ETH.
///
/// A *node* is a bounty or a leaf of a split of a node. The key of a bounty is its id, the EIP-712 digest of its agreement; that of leaf i of split s of
/// node n is keccak256(n (32) · s (1) · i (4)). The position settles the content, since roots are never replaced.
///
/// Whoever must agree calls itself or signs (`signature`, EIP-712 in the domain {name "DAOmesh BountyEscrow", version "1", chainId, this}); then anyone may
/// send it. A key signs by ECDSA (64 bytes EIP-2098 or 65 bytes), a contract by ERC-1271, a DAO of DAOmesh by the live ballots of its members (R10).
///
///   Split(bytes32 bounty,uint8 number,bytes32 root,uint128 sum)             its payee; `bounty` is the id, or the agreementHash of the leaf
///   Delivery(bytes32 bounty,bytes32 contentHash)                            the hunter
///   Release(bytes32 bounty)                                                 the issuer, to accept; a reviewer calls itself
///   Acceptance(bytes32 node,uint8 split,uint32 block,uint64 leaves)         who split
///   Settlement(bytes32 bounty,uint128 hunterAmount,uint40 validUntil)       hunter and issuer
///   Contest(bytes32 node)                                                   its payee
///   Freeing(bytes32 node,uint128 amount)                                    its payee
///   Redirection(bytes32 node,address to)                                    its payee
///
/// @dev Warning: an escrowed amount is only as safe as the arbiters on its path; a payee sees them in the agreements before it starts (E9).
interface IBountyEscrow {
    /// @notice The issuer paid the bounty in.
    event Funded(bytes32 indexed id, address indexed issuer, address indexed hunter, Agreement agreement);
    /// @notice Issuer or hunter withdrew before it was funded; this id can never be funded.
    event Cancelled(bytes32 indexed id, address by);
    /// @notice A split counts from now on: number 0 is the one the leaf carries. `owner` is the payee of the node.
    event Split(bytes32 indexed id, bytes32 indexed node, address indexed owner, uint8 number, bytes32 root, uint128 sum);
    /// @notice The review began.
    event Delivered(bytes32 indexed id, bytes32 contentHash);
    /// @notice Issuer or reviewer accepted the bounty as a whole; Released follows.
    event Accepted(bytes32 indexed id);
    /// @notice The owner of `node` accepted these leaves of its split: bit i is leaf 64 · block + i. They cannot be objected to any more.
    event LeavesAccepted(bytes32 indexed id, bytes32 indexed node, uint8 split, uint32 block_, uint64 leaves);
    /// @notice An objection. `contested` says that it is before the arbiter at once, since the node has splits (E4).
    event Objected(bytes32 indexed id, bytes32 indexed node, address indexed objector, address arbiter, uint128 bond, bytes32 reasonHash, bool contested);
    event Contested(bytes32 indexed id, bytes32 indexed node);
    /// @notice The arbiter ruled.
    event Ruled(bytes32 indexed id, bytes32 indexed node, uint128 hunterAmount);
    /// @notice What the bounty pays is final: `released` of its amount for hunter and splits together; `margin` of it went to the hunter in this call.
    /// `releasedAt` is when the objection windows of all levels began.
    event Released(bytes32 indexed id, uint128 released, uint128 margin, uint40 releasedAt);
    /// @notice The issuer got the rest back.
    event Refunded(bytes32 indexed id, address indexed issuer, uint128 amount);
    /// @notice Leaves of one split of `node` were paid. Packed, for each: index (4) · payee (20) · margin paid to it (16). What its own splits have is paid
    /// by their leaves.
    event Paid(bytes32 indexed id, bytes32 indexed node, uint8 split, bytes payments);
    /// @notice What a leaf did not earn, by ruling or uncontested objection, went to the owner of the node it was split from.
    event Returned(bytes32 indexed id, bytes32 indexed node, address indexed to, uint128 amount);
    /// @notice The payee of a leaf gave up a part: `amount` is what it is entitled to from now on.
    event Freed(bytes32 indexed id, bytes32 indexed node, uint128 amount);
    /// @notice The payee of a leaf has it paid to `to`.
    event Redirected(bytes32 indexed id, bytes32 indexed node, address to);
    /// @notice A push failed and waits for `account`. `vault` is 0 for ETH.
    event Credited(address indexed vault, address indexed account, uint128 amount);
    event Claimed(address indexed vault, address indexed account, address recipient, uint256 amount);

    error Escrow_Reentered();
    /// @dev A field of the agreement is not acceptable: 0 issuer, 1 hunter, 2 token, 3 amount, 5 deliverBy, 6 reviewPeriod, 9 defaultSplit, 11 validUntil.
    error Escrow_BadAgreement(uint256 field);
    error Escrow_NotYours(address account);
    error Escrow_BadSignature(address account);
    error Escrow_SignatureExpired();
    /// @dev `status` as in Node: what was asked is not possible in it.
    error Escrow_WrongStatus(bytes32 id, uint8 status);
    /// @dev What came with the call is not the amount, or the vault does not hold that much more now.
    error Escrow_WrongPayment(uint256 expected, uint256 got);
    /// @dev In time: `deliver` after deliverBy, an objection or a contest after its end, a ruling after the arbiter's time.
    error Escrow_TooLate(uint256 end);
    error Escrow_TooEarly(uint256 start);
    /// @dev The splits of the node would exceed its amount (E1).
    error Escrow_Overcommitted(bytes32 node);
    /// @dev The node has splits that must be paid first: less needs a ruling, or the freeing of its leaves (E4).
    error Escrow_Committed(bytes32 node, uint128 committed);
    error Escrow_WrongNumber(bytes32 node, uint8 expected);
    error Escrow_EmptySplit(bytes32 node);
    /// @dev One node adds at most 32.
    error Escrow_TooManySplits(bytes32 node);
    /// @dev Nobody shown has this number; or nothing is shown.
    error Escrow_NotShown(uint256 from);
    /// @dev The group does not lead to the committed root and sum.
    error Escrow_BadProof(uint256 group);
    /// @dev A leaf that says it carries a split of more than its amount, or of no root.
    error Escrow_BadLeaf(bytes32 node);
    error Escrow_AlreadyPaid(bytes32 node);
    error Escrow_AlreadyAccepted(bytes32 node);
    error Escrow_AlreadyObjected(bytes32 node);
    error Escrow_AlreadyContested(bytes32 node);
    error Escrow_AlreadyRuled(bytes32 node);
    error Escrow_NotObjected(bytes32 node);
    error Escrow_NotContested(bytes32 node);
    error Escrow_AlreadyRedirected(bytes32 node);
    /// @dev Its window is open, or an objection to it or to a node above it is not settled.
    error Escrow_NotFinal(bytes32 node);
    error Escrow_NothingToPay();
    error Escrow_WrongSubAgreement(bytes32 node);
    error Escrow_TooMuch(bytes32 node, uint128 most);
    /// @dev Too little gas for a push to have all of its own.
    error Escrow_GasTooLow();
    error Escrow_NothingToClaim(address vault, address account);
    error Escrow_TransferFailed(address token);

    /// @notice Pays the bounty in. By the issuer alone, which consents by it. ETH comes with the call; a token is taken by transferFrom, into a vault of
    /// its own at `vaultOf(a)` (approve this contract).
    /// @param hunterSignature Of the hunter over the agreement.
    function fund(Agreement calldata a, bytes calldata hunterSignature) external payable returns (bytes32 id);

    /// @notice Issuer or hunter withdraws from an agreement that is not funded.
    function cancel(Agreement calldata a) external;

    /// @notice Adds splits to nodes, or opens those that leaves carry: many nodes in one call. Each by its owner's call or signature. Until the bounty is
    /// objected to, or released, or its review has ended (E1).
    /// @param path Shows the nodes; empty where only the bounty itself is split.
    function split(Agreement calldata a, Group[] calldata path, SplitEntry[] calldata entries) external;

    /// @notice Starts the review (E6). By the hunter, until deliverBy.
    function deliver(Agreement calldata a, bytes32 contentHash, bytes calldata signature) external;

    /// @notice Releases all of it. By the issuer at any time; by the reviewer unless somebody objected.
    function accept(Agreement calldata a, bytes calldata signature) external;

    /// @notice Accepts leaves by bitmap, of many nodes in one call, each by its owner: at any time, also after an objection, which ends
    /// by it and has its bond back, but not once that is decided.
    function acceptLeaves(Agreement calldata a, Group[] calldata path, Level[] calldata levels) external;

    /// @notice Objects to what was delivered, during the review. By the issuer, or any one member of it where it is a DAO. Takes a bond of a BOND_DIVISOR-th
    /// of the amount from the caller, in the token of the bounty.
    function object(Agreement calldata a, bytes32 reasonHash) external payable;

    /// @notice Objects to the last leaf that `path` shows, during the window of its levels. By who split it, or any one member of it.
    /// @param sub The agreement whose digest the leaf names.
    function objectLeaf(Agreement calldata a, Group[] calldata path, Agreement calldata sub, bytes32 reasonHash) external payable;

    /// @notice Brings an objection before the arbiter. By the payee of the node, or any one member of it; for one review period.
    function contest(bytes32 node, bytes calldata signature) external;

    /// @notice By the arbiter of a contested objection, for RULING_PERIOD. The arbiter gets the bond. Where it ruled for less than half, the objector is
    /// made good from the margin of the hunter's part (E8).
    /// Of a bounty itself the next call of `release`, or of anything else, carries it out.
    function rule(bytes32 node, uint128 hunterAmount) external;

    /// @notice Does what time has made due for the bounty: the review ended in silence, an objection stayed uncontested, its arbiter stayed silent. Anyone.
    function release(Agreement calldata a) external;

    /// @notice Gives the issuer back what was never delivered, after deliverBy (E7). Anyone.
    function refund(Agreement calldata a) external;

    /// @notice Ends the bounty by agreement: the hunter's side gets `hunterAmount`, never less than its splits are committed to (E4), the issuer the rest.
    /// Signed by hunter and issuer, of which one may be the caller; nothing is asked of the issuer where it gets all.
    function settle(
        Agreement calldata a,
        uint128 hunterAmount,
        uint40 validUntil,
        bytes calldata hunterSignature,
        bytes calldata issuerSignature
    ) external;

    /// @notice Pays every leaf that is marked. All or none; what is wrong is named. Anyone.
    function payout(Agreement calldata a, Group[] calldata groups) external;

    /// @notice The payee of the last leaf that `path` shows gives up what is above `amount`, until the bounty is released. Never what its own splits have.
    function free(Agreement calldata a, Group[] calldata path, uint128 amount, bytes calldata signature) external;

    /// @notice Has the last leaf that `path` shows paid to another account. By signature once; its payee itself may change it again.
    function redirect(Agreement calldata a, Group[] calldata path, address to, bytes calldata signature) external;

    /// @notice Pays the credit of `account`.
    /// @param vault 0 for ETH.
    /// @param recipient address(0) is the account itself, and then anyone may call; another one only the account may choose.
    function claim(address vault, address account, address recipient) external;

    /// @notice Shortest review period, in seconds.
    function MIN_REVIEW_PERIOD() external view returns (uint256);
    /// @notice How long an arbiter may rule after the contest, in seconds.
    function RULING_PERIOD() external view returns (uint256);
    /// @notice The bond is the amount objected to divided by this.
    function BOND_DIVISOR() external view returns (uint256);
    function domainSeparator() external view returns (bytes32);
    /// @notice The id: its EIP-712 digest.
    function idOf(Agreement calldata a) external view returns (bytes32);
    /// @notice Where the tokens of a bounty lie, known before it is funded.
    function vaultOf(Agreement calldata a) external view returns (address);
    function nodeOf(bytes32 node) external view returns (Node memory);
    /// @notice What a bounty still holds, bonds included, and what was released.
    function moneyOf(bytes32 id) external view returns (uint128 held, uint128 released);
    /// @notice A split that was added (its number is at least 1); of split 0 only `freed` is kept here.
    function splitOf(bytes32 node, uint8 number) external view returns (bytes32 root, uint128 sum, uint128 freed);
    /// @notice A word of marks, four bits for each leaf, from the lowest: paid · accepted · nodeOf says more · unused. Of 64 leaves, at
    /// keccak256(node (32) · 1 + split (16) · block (16)); but the first sixteen that a leaf carries are at
    /// keccak256(node above (32) · 2^255 + split · 2^128 + ⌊index of the leaf ÷ 4⌋ (32)), in quarter index mod 4.
    function marksAt(bytes32 key) external view returns (uint256);
    function disputeOf(bytes32 node) external view returns (Dispute memory);
    function creditOf(address vault, address account) external view returns (uint256);
}
