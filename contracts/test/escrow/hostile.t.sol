// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {Group, Leaf, SplitEntry} from "../../src/types/Bounties.sol";
import {PyramidFixture} from "../base/PyramidFixture.sol";

/// @notice Splitters that show leaves or build trees in a way that no honest app does, to pay themselves what they gave away.
contract HostileSplitterTest is PyramidFixture {
    function _topOfThree() private view returns (Tree memory) {
        return _tree(_leaves(_leaf(lead, 40 ether, LEAD_WORK), _leaf(bob, 20 ether, "d"), _leaf(cy, 15 ether, "e")));
    }

    /// @dev C17 E1: a leaf that one call shows at several positions is one node, so what it has committed is not forgotten between two entries.
    function test_C17_E1_aLeafShownTwiceCommitsOnce() public {
        Tree memory top = _topOfThree();
        _split(a, 1, top);
        Group[] memory twice = _groups(_group(top, 0, 1, 1, 0), _group(top, 0, 1, 1, 0));
        Tree memory workers = _tree(_only(_leaf(ann, 40 ether, "f")));
        SplitEntry[] memory entries = new SplitEntry[](2);
        entries[0] = _entry(1, 1, workers, "")[0];
        entries[1] = _entry(2, 2, _tree(_only(_leaf(lead, 1, "g"))), "")[0];
        vm.prank(lead);
        _refused(IBountyEscrow.Escrow_Overcommitted.selector, _keyOf(id, 1, 0));
        escrow.split(a, twice, entries);
        entries[1] = entries[0];
        (entries[1].from, entries[1].number) = (2, 1);
        vm.prank(lead);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongNumber.selector, _keyOf(id, 1, 0), uint8(2)));
        escrow.split(a, twice, entries);
        SplitEntry[] memory one = _entry(2, 1, workers, "");
        vm.prank(lead);
        escrow.split(a, twice, one);
        assertEq(escrow.nodeOf(_keyOf(id, 1, 0)).committed, 40 ether, "all of it");
        _release();
        vm.warp(block.timestamp + REVIEW);
        Group[] memory groups = _groups(_group(top, 0, 1, 7, 7), _group(workers, 1, 1, 1, 1));
        escrow.payout(a, groups);
        assertEq(lead.balance, 0, "the lead gave all away");
        assertEq(ann.balance, 40 ether, "to ann");
        assertEq(bob.balance + cy.balance, 35 ether, "and the others have theirs");
    }

    /// @dev C20: every leaf of a tree lies at one depth, so no two have the same index. Else a splitter could draw in the place of a worker, whose proof is true.
    function test_C20_leavesAtTwoDepths() public {
        Leaf[] memory two = new Leaf[](2);
        (two[0], two[1]) = (_leaf(bob, 20 ether, "b"), _leaf(cy, 30 ether, "c"));
        Tree memory left = _tree(two);
        // At path 1 below the root, where ann's way begins too, whose index in the whole is 1 as well.
        Leaf memory thief = _leaf(hunter, 50 ether, "t");
        (bytes32 leftHash, uint128 leftSum) = _root(left);
        bytes32 thiefHash = _hashLeaf(1, thief);
        SplitEntry[] memory entries = new SplitEntry[](1);
        for (uint256 height = 1; height < 3; ++height) {
            bytes32 root = _join(height, leftHash, leftSum, thiefHash, 50 ether);
            entries[0] = SplitEntry(0, 1, root, 100 ether, "");
            uint256 before = vm.snapshotState();
            vm.prank(hunter);
            escrow.split(a, _none(), entries);
            _release();
            vm.warp(block.timestamp + REVIEW);
            Group memory stolen;
            (stolen.split, stolen.shown, stolen.pay, stolen.depth, stolen.leaves) = (1, 2, 2, 1, _only(thief));
            stolen.proof = new bytes32[](2);
            (stolen.proof[0], stolen.proof[1]) = (leftHash, bytes32(uint256(leftSum)));
            Group memory due = _group(left, 0, 1, 2, 2);
            due.depth = 2;
            bytes32[] memory proof = new bytes32[](4);
            (proof[0], proof[1], proof[2], proof[3]) = (due.proof[0], due.proof[1], thiefHash, bytes32(uint256(50 ether)));
            due.proof = proof;
            Group[] memory first = _groups(height == 1 ? due : stolen);
            vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_BadProof.selector, 0));
            escrow.payout(a, first);
            escrow.payout(a, _groups(height == 1 ? stolen : due));
            assertEq(cy.balance, height == 1 ? 0 : 30 ether, "cy's place is cy's alone in a tree where its proof is true");
            vm.revertToState(before);
        }
    }
}
