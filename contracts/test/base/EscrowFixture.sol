// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Agreement, Group, Leaf, Level, Node, SplitEntry} from "../../src/types/Bounties.sol";
import {DaoFixture} from "./DaoFixture.sol";

/// @notice People, agreements with real signatures, and sum trees written down a second time, in the plainest way.
abstract contract EscrowFixture is DaoFixture {
    struct Tree {
        Leaf[] leaves;
        bytes32[][] hashes;
        uint256[][] sums;
    }

    uint256 internal constant ISSUER = 0x1551;
    uint256 internal constant HUNTER = 0x4a47;
    uint256 internal constant ARBITER = 0xa5b1;
    uint256 internal constant REVIEWER = 0x5e71;
    uint256 internal constant STRANGER = 0x57a7;
    uint32 internal constant REVIEW = 3 days;
    address internal constant ETH = address(0);

    address internal issuer;
    address internal hunter;
    address internal arbiter;
    address internal reviewer;
    address internal stranger;
    uint256 private _nonce;

    function setUp() public virtual override {
        super.setUp();
        _cast();
    }

    function _cast() internal {
        (issuer, hunter, arbiter) = (vm.addr(ISSUER), vm.addr(HUNTER), vm.addr(ARBITER));
        (reviewer, stranger) = (vm.addr(REVIEWER), vm.addr(STRANGER));
        vm.deal(issuer, 1000 ether);
        vm.deal(stranger, 1000 ether);
        vm.deal(hunter, 100 ether);
    }

    // Agreements --------------------------------------------------------------------------------------------------------------------------

    function _agreement(uint128 amount) internal returns (Agreement memory) {
        return _agreement(issuer, hunter, amount);
    }

    function _agreement(address from, address to, uint128 amount) internal returns (Agreement memory a) {
        (a.issuer, a.hunter, a.amount, a.reviewer, a.arbiter) = (from, to, amount, reviewer, arbiter);
        (a.deliverBy, a.reviewPeriod, a.validUntil) = (uint40(block.timestamp + 30 days), REVIEW, uint40(block.timestamp + 1 days));
        (a.termsHash, a.defaultSplit, a.nonce) = (keccak256("terms"), 4000, _nonce++);
    }

    function _signBy(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev Hashes what is signed anew, from the type string.
    function _digest(string memory type_, bytes memory fields) internal view returns (bytes32) {
        bytes32 structHash = keccak256(abi.encodePacked(keccak256(bytes(type_)), fields));
        return keccak256(abi.encodePacked(hex"1901", escrow.domainSeparator(), structHash));
    }

    function _signSplit(uint256 key, bytes32 bounty, uint8 number, bytes32 root, uint256 sum) internal view returns (bytes memory) {
        return _signBy(key, _digest("Split(bytes32 bounty,uint8 number,bytes32 root,uint128 sum)", abi.encode(bounty, number, root, sum)));
    }

    function _fund(Agreement memory a) internal returns (bytes32 id) {
        id = escrow.idOf(a);
        bytes memory signature = _signBy(HUNTER, id);
        vm.prank(a.issuer);
        escrow.fund{value: a.token == ETH ? a.amount : 0}(a, signature);
    }

    function _deliver(Agreement memory a) internal {
        vm.prank(a.hunter);
        escrow.deliver(a, keccak256("work"), "");
    }

    function _accept(Agreement memory a) internal {
        vm.prank(a.issuer);
        escrow.accept(a, "");
    }

    // Trees -------------------------------------------------------------------------------------------------------------------------------

    function _leaf(address payee_, uint128 amount, bytes32 agreementHash) internal pure returns (Leaf memory) {
        return Leaf(payee_, amount, agreementHash, 0, 0);
    }

    function _leaves(Leaf memory a, Leaf memory b, Leaf memory c) internal pure returns (Leaf[] memory leaves) {
        leaves = new Leaf[](3);
        (leaves[0], leaves[1], leaves[2]) = (a, b, c);
    }

    function _only(Leaf memory a) internal pure returns (Leaf[] memory leaves) {
        leaves = new Leaf[](1);
        leaves[0] = a;
    }

    function _hashLeaf(uint256 index, Leaf memory l) internal pure returns (bytes32) {
        if (l.splitRoot == 0) return keccak256(abi.encodePacked(uint8(0), index, l.payee, l.amount, l.agreementHash));
        return keccak256(abi.encodePacked(uint8(2), index, l.payee, l.amount, l.agreementHash, l.splitRoot, l.splitSum));
    }

    /// @param height Above the leaves.
    function _join(uint256 height, bytes32 left, uint256 leftSum, bytes32 right, uint256 rightSum) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(uint8(0x80 + height), left, uint128(leftSum), right, uint128(rightSum)));
    }

    function _tree(Leaf[] memory leaves) internal pure returns (Tree memory t) {
        uint256 depth;
        while ((1 << depth) < leaves.length) ++depth;
        t.leaves = leaves;
        (t.hashes, t.sums) = (new bytes32[][](depth + 1), new uint256[][](depth + 1));
        (t.hashes[0], t.sums[0]) = (new bytes32[](leaves.length), new uint256[](leaves.length));
        for (uint256 i; i < leaves.length; ++i) (t.hashes[0][i], t.sums[0][i]) = (_hashLeaf(i, leaves[i]), leaves[i].amount);
        for (uint256 d; d < depth; ++d) {
            uint256 n = (t.hashes[d].length + 1) / 2;
            (t.hashes[d + 1], t.sums[d + 1]) = (new bytes32[](n), new uint256[](n));
            for (uint256 i; i < n; ++i) {
                (bytes32 h, uint256 s) = _nodeAt(t, d, 2 * i + 1);
                uint256 left = t.sums[d][2 * i];
                t.hashes[d + 1][i] = _join(d + 1, t.hashes[d][2 * i], left, h, s);
                t.sums[d + 1][i] = left + s;
            }
        }
    }

    /// @dev The empty node beyond the end.
    function _nodeAt(Tree memory t, uint256 d, uint256 i) internal pure returns (bytes32, uint256) {
        return i < t.hashes[d].length ? (t.hashes[d][i], t.sums[d][i]) : (bytes32(0), 0);
    }

    function _root(Tree memory t) internal pure returns (bytes32, uint128) {
        uint256 top = t.hashes.length - 1;
        return (t.hashes[top][0], uint128(t.sums[top][0]));
    }

    /// @dev The leaf of a payee that splits it at once.
    function _branch(address payee_, uint128 amount, bytes32 agreementHash, Tree memory t) internal pure returns (Leaf memory l) {
        l = _leaf(payee_, amount, agreementHash);
        (l.splitRoot, l.splitSum) = _root(t);
    }

    function _group(Tree memory t, uint32 from, uint8 number, uint64 shown, uint64 pay) internal pure returns (Group memory) {
        return _groupOf(t, from, number, 0, shown, pay, "");
    }

    function _groupOf(Tree memory t, uint32 from, uint8 number, uint32 block_, uint64 shown, uint64 pay, bytes memory signature)
        internal
        pure
        returns (Group memory g)
    {
        (g.from, g.split, g.block, g.shown, g.pay, g.signature) = (from, number, block_, shown, pay, signature);
        g.depth = uint8(t.hashes.length - 1);
        uint256 n;
        for (uint256 i; i < 64; ++i) if ((shown >> i) & 1 != 0) ++n;
        g.leaves = new Leaf[](n);
        uint256[] memory known = new uint256[](n);
        n = 0;
        for (uint256 i; i < 64; ++i) {
            if ((shown >> i) & 1 == 0) continue;
            known[n] = uint256(block_) * 64 + i;
            g.leaves[n] = t.leaves[known[n]];
            ++n;
        }
        g.proof = _siblings(t, known);
    }

    function _siblings(Tree memory t, uint256[] memory known) private pure returns (bytes32[] memory proof) {
        proof = new bytes32[](2 * known.length * t.hashes.length);
        uint256 at;
        uint256 n = known.length;
        for (uint256 d; d + 1 < t.hashes.length; ++d) {
            uint256 m;
            for (uint256 i; i < n; ++i) {
                uint256 p = known[i];
                if (p % 2 == 0 && i + 1 < n && known[i + 1] == p + 1) ++i;
                else {
                    (bytes32 h, uint256 s) = _nodeAt(t, d, p ^ 1);
                    (proof[at], proof[at + 1]) = (h, bytes32(s));
                    at += 2;
                }
                known[m++] = p / 2;
            }
            n = m;
        }
        assembly ("memory-safe") {
            mstore(proof, at)
        }
    }

    function _groups(Group memory a) internal pure returns (Group[] memory groups) {
        groups = new Group[](1);
        groups[0] = a;
    }

    function _groups(Group memory a, Group memory b) internal pure returns (Group[] memory groups) {
        groups = new Group[](2);
        (groups[0], groups[1]) = (a, b);
    }

    /// @dev The only leaf of one tree, and below it the only leaf of the split that it carries.
    function _pair(Tree memory top, Tree memory below, bytes memory signature) internal pure returns (Group[] memory groups) {
        groups = new Group[](2);
        groups[0] = _group(top, 0, 1, 1, 1);
        groups[1] = _groupOf(below, 1, 0, 0, 1, 1, signature);
    }

    function _none() internal pure returns (Group[] memory) {
        return new Group[](0);
    }

    function _entry(uint32 from, uint8 number, Tree memory t, bytes memory signature) internal pure returns (SplitEntry[] memory entries) {
        entries = new SplitEntry[](1);
        (bytes32 root, uint128 sum) = _root(t);
        entries[0] = SplitEntry(from, number, root, sum, signature);
    }

    /// @dev The hunter splits the bounty itself.
    function _split(Agreement memory a, uint8 number, Tree memory t) internal {
        vm.prank(a.hunter);
        escrow.split(a, _none(), _entry(0, number, t, ""));
    }

    function _level(uint32 from, uint8 number, uint64 leaves) internal pure returns (Level[] memory levels) {
        levels = new Level[](1);
        levels[0] = Level(from, number, 0, leaves, "");
    }

    function _keyOf(bytes32 parent, uint8 number, uint32 index) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(parent, number, index));
    }

    function _status(bytes32 id) internal view returns (uint8) {
        return escrow.nodeOf(id).status;
    }

    function _held(bytes32 id) internal view returns (uint128 held) {
        (held,) = escrow.moneyOf(id);
    }

    function _refused(bytes4 error, bytes32 a) internal {
        vm.expectRevert(abi.encodeWithSelector(error, a));
    }
}
