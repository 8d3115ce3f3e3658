// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {SumTree} from "../../src/libraries/SumTree.sol";
import {Group, Leaf, SplitEntry} from "../../src/types/Bounties.sol";
import {PyramidFixture} from "../base/PyramidFixture.sol";

/// @notice Sum trees that lie, and proofs of any shape (C20).
contract TreesTest is PyramidFixture {
    function _payRefused(Group memory g, bytes memory error) private {
        Group[] memory groups = _groups(g);
        vm.expectRevert(error);
        escrow.payout(a, groups);
    }

    /// @dev C20: a root that commits more than it says pays nothing.
    function test_C20_lyingSums() public {
        Tree memory t = _tree(_leaves(_leaf(ann, 60 ether, "a"), _leaf(bob, 60 ether, "b"), _leaf(cy, 60 ether, "c")));
        (bytes32 root,) = _root(t);
        SplitEntry[] memory entries = new SplitEntry[](1);
        entries[0] = SplitEntry(0, 1, root, 90 ether, "");
        vm.prank(hunter);
        escrow.split(a, _none(), entries);
        _release();
        vm.warp(block.timestamp + REVIEW);
        _payRefused(_group(t, 0, 1, 7, 7), abi.encodeWithSelector(IBountyEscrow.Escrow_BadProof.selector, 0));
        // A sibling that says less than it is makes another root.
        Group memory g = _group(t, 0, 1, 1, 1);
        g.proof[1] = bytes32(uint256(10 ether));
        g.proof[3] = bytes32(uint256(20 ether));
        _payRefused(g, abi.encodeWithSelector(IBountyEscrow.Escrow_BadProof.selector, 0));
        assertEq(_held(id), 90 ether, "nothing left the escrow");
    }

    /// @dev C20: sums beyond 128 bits, or "negative" ones, do not wrap.
    function test_C20_overflowingSums() public {
        (Tree memory top,) = _pyramid();
        _split(a, 1, top);
        _release();
        vm.warp(block.timestamp + REVIEW);
        Group memory g = _group(top, 0, 1, 2, 2);
        bytes32 was = g.proof[1];
        g.proof[1] = bytes32(type(uint256).max);
        _payRefused(g, abi.encodeWithSelector(SumTree.SumTree_SumOverflow.selector));
        g.proof[1] = bytes32(uint256(type(uint128).max));
        _payRefused(g, abi.encodeWithSelector(SumTree.SumTree_SumOverflow.selector));
        g.proof[1] = was;
        escrow.payout(a, _groups(g));
        assertEq(bob.balance, 20 ether, "with what is true");
    }

    /// @dev C20: neither is a node a leaf, nor a leaf a node, nor a leaf with a split one without.
    function test_C20_secondPreimages() public {
        (Tree memory top, Tree memory below) = _pyramid();
        _split(a, 1, top);
        _release();
        vm.warp(block.timestamp + REVIEW);
        // The lead hides its own split.
        Group memory g = _group(top, 0, 1, 1, 1);
        (g.leaves[0].splitRoot, g.leaves[0].splitSum) = (0, 0);
        _payRefused(g, abi.encodeWithSelector(IBountyEscrow.Escrow_BadProof.selector, 0));
        // Or says that it gave away less.
        g = _group(top, 0, 1, 1, 1);
        g.leaves[0].splitSum = 1;
        _payRefused(g, abi.encodeWithSelector(IBountyEscrow.Escrow_BadProof.selector, 0));
        g = _group(top, 0, 1, 2, 2);
        g.leaves[0].splitSum = 1;
        _payRefused(g, abi.encodeWithSelector(IBountyEscrow.Escrow_BadLeaf.selector, _keyOf(id, 1, 1)));
        // A node at the place of a leaf: the tree is one level shorter.
        g = _group(top, 0, 1, 4, 4);
        g.depth = 1;
        _payRefused(g, abi.encodeWithSelector(SumTree.SumTree_BadShape.selector));
        // A leaf at another place than its own.
        g = _group(top, 0, 1, 2, 2);
        g.shown = g.pay = 1;
        _payRefused(g, abi.encodeWithSelector(IBountyEscrow.Escrow_BadProof.selector, 0));
        // Somebody else's leaf, and one of another tree.
        g = _group(top, 0, 1, 2, 2);
        g.leaves[0].payee = stranger;
        _payRefused(g, abi.encodeWithSelector(IBountyEscrow.Escrow_BadProof.selector, 0));
        _payRefused(_group(below, 0, 1, 1, 1), abi.encodeWithSelector(IBountyEscrow.Escrow_BadProof.selector, 0));
    }

    /// @dev C20: a multiproof consumes all of its items, and shows as many leaves as it says.
    function test_C20_itemsLeftOver() public {
        (Tree memory top,) = _pyramid();
        _split(a, 1, top);
        _release();
        vm.warp(block.timestamp + REVIEW);
        Group memory g = _group(top, 0, 1, 2, 2);
        bytes32[] memory longer = new bytes32[](g.proof.length + 2);
        for (uint256 i; i < g.proof.length; ++i) longer[i] = g.proof[i];
        g.proof = longer;
        _payRefused(g, abi.encodeWithSelector(SumTree.SumTree_BadShape.selector));
        g = _group(top, 0, 1, 2, 2);
        g.shown = 6;
        _payRefused(g, abi.encodeWithSelector(SumTree.SumTree_BadShape.selector));
        g = _group(top, 0, 1, 6, 6);
        g.shown = g.pay = 2;
        _payRefused(g, abi.encodeWithSelector(SumTree.SumTree_BadShape.selector));
        g = _group(top, 0, 1, 2, 4);
        _payRefused(g, abi.encodeWithSelector(IBountyEscrow.Escrow_NotShown.selector, 0));
        // The empty node beyond the end is nobody's leaf.
        g = _group(top, 0, 1, 4, 4);
        g.leaves[0] = _leaf(stranger, 0, 0);
        g.shown = g.pay = 8;
        _payRefused(g, abi.encodeWithSelector(IBountyEscrow.Escrow_BadProof.selector, 0));
    }

    /// @dev C20: the same leaf twice is two leaves, both within the sum.
    function test_C20_theSameLeafTwice() public {
        Leaf memory l = _leaf(ann, 30 ether, "a");
        Tree memory t = _tree(_leaves(l, l, l));
        _split(a, 1, t);
        _release();
        vm.warp(block.timestamp + REVIEW);
        escrow.payout(a, _groups(_group(t, 0, 1, 7, 7)));
        assertEq(ann.balance, 90 ether, "as the root says");
        assertEq(_held(id), 0, "and no more");
    }

    /// @dev The contract against the plain tree, for any size and any set of leaves.
    function test_C20_multiproofsOfAnyShape(uint256 size, uint64 shown, uint256 seed, uint256 at) public {
        size = bound(size, 1, 150);
        Leaf[] memory leaves = new Leaf[](size);
        for (uint256 i; i < size; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            leaves[i] = _leaf(address(uint160(seed) | 1 << 159), uint128(seed >> 200) + 1, bytes32(seed));
        }
        uint32 block_ = uint32(bound(at, 0, (size - 1) / 64));
        uint256 inBlock = size - uint256(block_) * 64;
        if (inBlock < 64) shown &= uint64((1 << inBlock) - 1);
        if (shown == 0) shown = 1;
        Tree memory t = _tree(leaves);
        _split(a, 1, t);
        _release();
        vm.warp(block.timestamp + REVIEW);
        Group memory g = _groupOf(t, 0, 1, block_, shown, shown, "");
        g.leaves[0].amount ^= 1;
        _payRefused(g, abi.encodeWithSelector(IBountyEscrow.Escrow_BadProof.selector, 0));
        g.leaves[0].amount ^= 1;
        uint256 due;
        for (uint256 i; i < g.leaves.length; ++i) due += g.leaves[i].amount;
        (uint256 held, uint256 had) = (_held(id), g.leaves[0].payee.balance);
        escrow.payout(a, _groups(g));
        assertEq(held - _held(id), due, "exactly what was shown");
        assertTrue(g.leaves[0].payee.balance - had >= g.leaves[0].amount, "paid");
    }

    /// @dev One leaf of ten thousand.
    function test_oneLeafOfTenThousand() public {
        Leaf[] memory leaves = new Leaf[](10_000);
        for (uint256 i; i < leaves.length; ++i) leaves[i] = _leaf(address(uint160(0x10000 + i)), 0.01 ether, bytes32(i));
        Tree memory t = _tree(leaves);
        _split(a, 1, t);
        _release();
        vm.warp(block.timestamp + REVIEW);
        vm.deal(leaves[7777].payee, 1);
        escrow.payout(a, _groups(_groupOf(t, 0, 1, 121, 1 << 33, 1 << 33, "")));
        vm.snapshotGasLastCall("BountyEscrow", "payout of one leaf of 10 000");
        assertEq(leaves[7777].payee.balance, 0.01 ether + 1, "paid");
    }
}
