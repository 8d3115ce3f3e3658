// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {Group, SplitEntry} from "../../src/types/Bounties.sol";
import {PyramidFixture} from "../base/PyramidFixture.sol";

/// @notice Pyramids: what may be committed, what is paid of it, and what cannot be taken back (E1, E2, E4, E5).
contract SplitsTest is PyramidFixture {
    function test_E1_E2_aWholePyramidIsPaidFromOneFunding() public {
        (Tree memory top, Tree memory below) = _pyramid();
        _split(a, 1, top);
        vm.snapshotGasLastCall("BountyEscrow", "split of the bounty");
        uint256 had = hunter.balance;
        _release();
        assertEq(hunter.balance - had, 25 ether, "E2: the hunter draws its margin alone");
        vm.warp(block.timestamp + REVIEW);
        Group[] memory groups = _all(top, below);
        vm.prank(stranger);
        escrow.payout(a, groups);
        vm.snapshotGasLastCall("BountyEscrow", "payout of six leaves on two levels");
        assertEq(lead.balance, 8 ether, "the lead's margin");
        assertEq(ann.balance, 10 ether, "ann");
        assertEq(bob.balance, 30 ether, "bob, on both levels");
        assertEq(cy.balance, 27 ether, "cy, on both levels");
        assertEq(_held(id), 0, "all of it is paid");
        assertEq(address(escrow).balance, 0, "and gone");
    }

    /// @dev C17: a leaf is paid once, by itself or in a batch; parent and child do not stand for each other.
    function test_C17_E11_aLeafIsPaidOnce() public {
        (Tree memory top, Tree memory below) = _pyramid();
        _split(a, 1, top);
        _release();
        vm.warp(block.timestamp + REVIEW);
        escrow.payout(a, _groups(_group(top, 0, 1, 1, 1)));
        assertEq(lead.balance, 8 ether, "the lead alone");
        Group[] memory groups = _groups(_group(top, 0, 1, 7, 7));
        _refused(IBountyEscrow.Escrow_AlreadyPaid.selector, _keyOf(id, 1, 0));
        escrow.payout(a, groups);
        // The parent is shown, not paid: its children are.
        groups = _below(top, below, _signedByLead(below));
        escrow.payout(a, groups);
        _refused(IBountyEscrow.Escrow_AlreadyPaid.selector, _keyOf(_keyOf(id, 1, 0), 0, 0));
        escrow.payout(a, groups);
        // One leaf of a level twice in one call.
        groups = _groups(_group(top, 0, 1, 2, 2), _group(top, 0, 1, 2, 2));
        _refused(IBountyEscrow.Escrow_AlreadyPaid.selector, _keyOf(id, 1, 1));
        escrow.payout(a, groups);
        assertEq(_held(id), 35 ether, "bob's and cy's are still here");
    }

    /// @dev C18: all or none, and what is wrong has a name.
    function test_C18_oneBadItemIsNamed() public {
        (Tree memory top, Tree memory below) = _pyramid();
        _split(a, 1, top);
        _release();
        vm.warp(block.timestamp + REVIEW);
        Group[] memory groups = _all(top, below);
        groups[1].leaves[1].amount += 1;
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_BadProof.selector, 1));
        escrow.payout(a, groups);
        assertEq(_held(id), 75 ether, "nobody was paid");
        assertEq(ann.balance + bob.balance + cy.balance + lead.balance, 0, "nobody");
        groups[1].leaves[1].amount -= 1;
        groups[1].from = 9;
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotShown.selector, 9));
        escrow.payout(a, groups);
        // Below bob there is nothing.
        groups[1].from = 2;
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotShown.selector, 2));
        escrow.payout(a, groups);
    }

    function test_E1_splitsAreAppendedUpToTheAmount() public {
        (Tree memory top,) = _pyramid();
        SplitEntry[] memory entries = _entry(0, 1, top, "");
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, hunter));
        escrow.split(a, _none(), entries);
        _split(a, 1, top);
        vm.prank(hunter);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongNumber.selector, id, uint8(2)));
        escrow.split(a, _none(), entries);
        entries[0].number = 2;
        vm.prank(hunter);
        _refused(IBountyEscrow.Escrow_Overcommitted.selector, id);
        escrow.split(a, _none(), entries);
        Tree memory more = _tree(_only(_leaf(ann, 25 ether, "f")));
        _split(a, 2, more);
        (bytes32 first,,) = escrow.splitOf(id, 1);
        (bytes32 root,) = _root(top);
        assertEq(first, root, "the first is what it was");
        assertEq(escrow.nodeOf(id).committed, 100 ether, "all is committed");
    }

    /// @dev E1: nobody's split counts without its signature, and a signature counts once, at its place.
    function test_E1_aSplitNeedsItsOwner() public {
        (Tree memory top, Tree memory below) = _pyramid();
        _split(a, 1, top);
        Group[] memory groups = _below(top, below, "");
        _release();
        vm.warp(block.timestamp + REVIEW);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_BadSignature.selector, lead));
        escrow.payout(a, groups);
        (bytes32 root, uint128 sum) = _root(below);
        groups[1].signature = _signSplit(HUNTER, LEAD_WORK, 0, root, sum);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_BadSignature.selector, lead));
        escrow.payout(a, groups);
        groups[1].signature = _signSplit(LEAD, LEAD_WORK, 1, root, sum);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_BadSignature.selector, lead));
        escrow.payout(a, groups);
        groups[1].signature = _signedByLead(below);
        escrow.payout(a, groups);
        assertEq(ann.balance, 10 ether, "with the lead's own");
    }

    /// @dev Many nodes in one call; a leaf's own split can be opened on the chain, and later ones come behind it.
    function test_E1_manyNodesInOneCall() public {
        (Tree memory top, Tree memory below) = _pyramid();
        _split(a, 1, top);
        Tree memory late = _tree(_only(_leaf(ann, 8 ether, "g")));
        SplitEntry[] memory entries = new SplitEntry[](2);
        entries[0] = _entry(1, 0, below, _signedByLead(below))[0];
        (bytes32 root, uint128 sum) = _root(late);
        entries[1] = _entry(1, 1, late, _signSplit(LEAD, LEAD_WORK, 1, root, sum))[0];
        vm.prank(stranger);
        escrow.split(a, _groups(_group(top, 0, 1, 1, 0)), entries);
        assertEq(escrow.nodeOf(_keyOf(id, 1, 0)).committed, 40 ether, "both");
        _release();
        vm.warp(block.timestamp + REVIEW);
        Group[] memory groups = new Group[](3);
        (groups[0], groups[1], groups[2]) = (_group(top, 0, 1, 7, 7), _group(below, 1, 0, 7, 7), _group(late, 1, 1, 1, 1));
        escrow.payout(a, groups);
        assertEq(ann.balance, 18 ether, "ann");
        assertEq(lead.balance, 0, "the lead gave all away");
        assertEq(_held(id), 0, "all is paid");
    }

    /// @dev E1: once it is released, or its review is over, nothing is split any more.
    function test_E1_RevertWhen_itIsSplitAfterItsRelease() public {
        (Tree memory top,) = _pyramid();
        _deliver(a);
        SplitEntry[] memory entries = _entry(0, 1, top, "");
        vm.warp(block.timestamp + REVIEW);
        vm.prank(hunter);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongStatus.selector, id, uint8(5)));
        escrow.split(a, _none(), entries);
    }

    /// @dev E2: no time, however long, frees leaf money to who split it.
    function test_E2_leafMoneyNeverReturnsByTime() public {
        (Tree memory top,) = _pyramid();
        _split(a, 1, top);
        _release();
        uint256 had = hunter.balance;
        vm.warp(block.timestamp + 3650 days);
        vm.prank(hunter);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongStatus.selector, id, uint8(5)));
        escrow.release(a);
        vm.prank(hunter);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongStatus.selector, id, uint8(5)));
        escrow.refund(a);
        escrow.payout(a, _groups(_group(top, 0, 1, 7, 7)));
        assertEq(hunter.balance, had, "the hunter got nothing of it");
        assertEq(bob.balance, 20 ether, "bob did");
    }

    /// @dev G16: issuer and hunter cannot agree the workers away.
    function test_G16_E4_settlingBelowTheSplitsIsRefused() public {
        (Tree memory top,) = _pyramid();
        _split(a, 1, top);
        bytes memory signature = _settlement(75 ether - 1);
        vm.prank(issuer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_Committed.selector, id, uint128(75 ether)));
        escrow.settle(a, 75 ether - 1, type(uint40).max, signature, "");
        signature = _settlement(75 ether);
        vm.prank(issuer);
        escrow.settle(a, 75 ether, type(uint40).max, signature, "");
        vm.warp(block.timestamp + REVIEW);
        escrow.payout(a, _groups(_group(top, 0, 1, 6, 6)));
        assertEq(bob.balance, 20 ether, "bob in full: the hunter waived its own margin");
    }

    function _settlement(uint128 amount) private view returns (bytes memory) {
        string memory type_ = "Settlement(bytes32 bounty,uint128 hunterAmount,uint40 validUntil)";
        return _signBy(HUNTER, _digest(type_, abi.encode(id, amount, type(uint40).max)));
    }

    /// @dev G16: the hunter cannot lose an objection on purpose: with splits it is before the arbiter at once, and silence of the hunter frees nothing.
    function test_G16_E4_anObjectionToASplitBountyNeedsItsArbiter() public {
        (Tree memory top,) = _pyramid();
        _split(a, 1, top);
        _deliver(a);
        vm.prank(issuer);
        escrow.object{value: 2 ether}(a, "bad");
        vm.warp(block.timestamp + REVIEW + 1);
        _refused(IBountyEscrow.Escrow_NotFinal.selector, id);
        escrow.release(a);
        vm.prank(arbiter);
        escrow.rule(id, 100 ether);
        escrow.release(a);
        assertEq(_status(id), 5, "by ruling");
        assertEq(arbiter.balance, 2 ether, "paid by who lost");
    }

    /// @dev E4: with every affected payee's signature less can be settled, and those who signed nothing lose nothing.
    function test_E4_payeesFreeTheirLeaves() public {
        (Tree memory top, Tree memory below) = _pyramid();
        _split(a, 1, top);
        Group[] memory path = _groups(_group(top, 0, 1, 1, 0));
        vm.prank(lead);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_Committed.selector, _keyOf(id, 1, 0), uint128(32 ether)));
        escrow.free(a, path, 31 ether, "");
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, lead));
        escrow.free(a, path, 32 ether, "");
        vm.prank(lead);
        escrow.free(a, path, 35 ether, "");
        Group[] memory bobs = _groups(_group(top, 0, 1, 2, 0));
        vm.prank(bob);
        escrow.free(a, bobs, 0, "");
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_TooMuch.selector, _keyOf(id, 1, 1), uint128(0)));
        escrow.free(a, bobs, 0, "");
        assertEq(escrow.nodeOf(id).committed, 50 ether, "25 less");
        bytes memory signature = _settlement(50 ether);
        vm.prank(issuer);
        escrow.settle(a, 50 ether, type(uint40).max, signature, "");
        vm.warp(block.timestamp + REVIEW);
        escrow.payout(a, _all(top, below));
        assertEq(cy.balance, 27 ether, "cy in full");
        assertEq(ann.balance, 10 ether, "ann in full");
        assertEq(lead.balance, 3 ether, "the lead as it signed");
        assertEq(bob.balance, 10 ether, "bob only below the lead");
        assertEq(_held(id), 0, "nothing is left");
    }

    /// @dev E5: the margin is lost first, then all leaves of a split by one ratio, on every level.
    function test_E5_aPartIsSharedByTheRule() public {
        (Tree memory top, Tree memory below) = _pyramid();
        _split(a, 1, top);
        _ruledFor(50 ether);
        assertEq(_held(id), 50 ether, "no margin for the hunter");
        vm.warp(block.timestamp + REVIEW);
        escrow.payout(a, _all(top, below));
        uint256 leads = uint256(40 ether) * 50 / 75;
        assertEq(lead.balance, 0, "the lead's 26.67 are less than its 32");
        assertEq(ann.balance, uint256(10 ether) * leads / 32 ether, "ann");
        assertEq(cy.balance, uint256(12 ether) * leads / 32 ether + 10 ether, "cy on both levels");
        assertEq(bob.balance, uint256(10 ether) * leads / 32 ether + uint256(20 ether) * 50 / 75, "bob on both levels");
        assertTrue(_held(id) < 6, "dust of less than a unit for each leaf stays");
    }

    function _ruledFor(uint128 amount) private {
        _deliver(a);
        vm.prank(issuer);
        escrow.object{value: 2 ether}(a, "bad");
        vm.prank(arbiter);
        escrow.rule(id, amount);
        escrow.release(a);
    }

    /// @dev E5: a hunter cannot dilute those who began by a later split to itself.
    function test_E5_earlierSplitsAreSenior() public {
        _split(a, 1, _tree(_only(_leaf(ann, 60 ether, "a"))));
        _split(a, 2, _tree(_only(_leaf(address(0xE1F), 40 ether, "self"))));
        _ruledFor(70 ether);
        vm.warp(block.timestamp + REVIEW);
        Tree memory first = _tree(_only(_leaf(ann, 60 ether, "a")));
        Tree memory second = _tree(_only(_leaf(address(0xE1F), 40 ether, "self")));
        escrow.payout(a, _groups(_group(first, 0, 1, 1, 1), _group(second, 0, 2, 1, 1)));
        assertEq(ann.balance, 60 ether, "ann in full");
        assertEq(address(0xE1F).balance, 10 ether, "the later split has what is left");
    }

    /// @dev E4: never delivered, so all of it goes back, whatever it was split into.
    function test_E4_expiryWithoutDeliveryFreesAll() public {
        (Tree memory top,) = _pyramid();
        _split(a, 1, top);
        vm.warp(uint256(a.deliverBy) + 1);
        escrow.refund(a);
        vm.warp(block.timestamp + REVIEW);
        escrow.payout(a, _groups(_group(top, 0, 1, 6, 6)));
        assertEq(bob.balance + cy.balance, 0, "nothing to pay");
        assertEq(address(escrow).balance, 0, "nothing is left");
    }

    // C20 ---------------------------------------------------------------------------------------------------------------------------------
}
