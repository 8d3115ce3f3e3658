// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {Agreement, Group} from "../../src/types/Bounties.sol";
import {ObjectionFixture} from "../base/ObjectionFixture.sol";

/// @notice The window of a leaf, its acceptance, objections to it, and what decides them (E3, E4, E8).
contract LeafObjectionsTest is ObjectionFixture {
    function test_E3_C19_aLeafIsPaidAfterItsWindow() public {
        Tree memory t = _tree();
        Group[] memory path = _releaseSplit();
        Group[] memory pay = _groups(_group(t, 0, 1, 1, 1));
        vm.warp(t0 + REVIEW - 1);
        _refused(IBountyEscrow.Escrow_NotFinal.selector, _node());
        escrow.payout(a, pay);
        vm.warp(t0 + REVIEW);
        vm.prank(hunter);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_TooLate.selector, t0 + REVIEW));
        escrow.objectLeaf{value: 1 ether}(a, path, sub, "bad");
        escrow.payout(a, pay);
        assertEq(ann.balance, 50 ether, "paid");
    }

    /// @dev E3: accepted leaves need no window; a bitmap accepts a level, before the release or after it.
    function test_E3_acceptedLeavesArePaidAtOnce() public {
        Tree memory t = _tree();
        _split(a, 1, t);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, hunter));
        escrow.acceptLeaves(a, _none(), _level(0, 1, 3));
        vm.prank(hunter);
        escrow.acceptLeaves(a, _none(), _level(0, 1, 3));
        vm.snapshotGasLastCall("BountyEscrow", "acceptLeaves, a level");
        Group[] memory pay = _groups(_group(t, 0, 1, 3, 3));
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongStatus.selector, id, uint8(2)));
        escrow.payout(a, pay);
        _deliver(a);
        _accept(a);
        vm.prank(hunter);
        _refused(IBountyEscrow.Escrow_AlreadyAccepted.selector, _node());
        escrow.objectLeaf{value: 1 ether}(a, _groups(_group(t, 0, 1, 1, 0)), sub, "bad");
        escrow.payout(a, pay);
        assertEq(ann.balance, 50 ether, "ann");
        pay = _groups(_group(t, 0, 1, 4, 4));
        _refused(IBountyEscrow.Escrow_NotFinal.selector, _keyOf(id, 1, 2));
        escrow.payout(a, pay);
    }

    /// @dev E3: an objection freezes its subtree and nothing else; uncontested it frees the leaf to who split it (E1).
    function test_E3_E1_anUncontestedObjectionFreesItsLeafAlone() public {
        Tree memory t = _tree();
        Group[] memory path = _releaseSplit();
        vm.warp(t0 + REVIEW - 1);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, hunter));
        escrow.objectLeaf(a, path, sub, "bad");
        _objectToAnn(path);
        vm.prank(hunter);
        _refused(IBountyEscrow.Escrow_AlreadyObjected.selector, _node());
        escrow.objectLeaf{value: 1 ether}(a, path, sub, "bad");
        vm.warp(t0 + 2 * REVIEW - 2);
        escrow.payout(a, _groups(_group(t, 0, 1, 6, 6)));
        assertEq(bob.balance + cy.balance, 35 ether, "the others are paid");
        Group[] memory pay = _groups(_group(t, 0, 1, 1, 1));
        _refused(IBountyEscrow.Escrow_NotFinal.selector, _node());
        escrow.payout(a, pay);
        vm.warp(t0 + 2 * REVIEW - 1);
        uint256 had = hunter.balance;
        escrow.payout(a, pay);
        assertEq(hunter.balance - had, 51 ether, "what ann did not earn, and the bond");
        assertEq(ann.balance, 0, "ann said nothing");
        assertEq(_held(id), 0, "nothing is left");
    }

    function test_E3_RevertWhen_theSubAgreementIsAnother() public {
        Group[] memory path = _releaseSplit();
        Agreement memory other = sub;
        other.arbiter = hunter;
        vm.prank(hunter);
        _refused(IBountyEscrow.Escrow_WrongSubAgreement.selector, _node());
        escrow.objectLeaf{value: 1 ether}(a, path, other, "bad");
    }

    function test_E3_E8_aContestedLeafIsRuledOn() public {
        Group[] memory path = _releaseSplit();
        _objectToAnn(path);
        vm.prank(ann);
        escrow.contest(_node(), "");
        vm.warp(t0 + REVIEW * 2);
        Group[] memory pay = _groups(_group(_tree(), 0, 1, 1, 1));
        _refused(IBountyEscrow.Escrow_NotFinal.selector, _node());
        escrow.payout(a, pay);
        bytes32 node = _node();
        vm.prank(arbiter);
        escrow.rule(node, 20 ether);
        uint256 had = hunter.balance;
        escrow.payout(a, pay);
        assertEq(ann.balance, 19 ether, "as ruled, less what she makes the objector good for");
        assertEq(hunter.balance - had, 31 ether, "the rest, and the objector's cost");
        assertEq(arbiter.balance, 1 ether, "the fee");
        assertEq(_held(id), 35 ether, "bob's and cy's");
    }

    function test_C19_E8_bothSilentOnALeaf() public {
        Group[] memory path = _releaseSplit();
        _objectToAnn(path);
        vm.prank(ann);
        escrow.contest(_node(), "");
        vm.warp(t0 + 60 days - 1);
        Group[] memory pay = _groups(_group(_tree(), 0, 1, 1, 1));
        _refused(IBountyEscrow.Escrow_NotFinal.selector, _node());
        escrow.payout(a, pay);
        vm.warp(t0 + 60 days);
        escrow.payout(a, pay);
        assertEq(ann.balance, 20 ether, "40 %, as her agreement says");
    }

    /// @dev An accepted leaf is paid in full after the release, though it was objected to before.
    function test_E3_whoObjectedMayAcceptAfterAll() public {
        Group[] memory path = _releaseSplit();
        _objectToAnn(path);
        uint256 had = hunter.balance;
        vm.prank(hunter);
        escrow.acceptLeaves(a, _none(), _level(0, 1, 1));
        _payAnn();
        assertEq(ann.balance, 50 ether, "in full");
        assertEq(hunter.balance - had, 1 ether, "and the bond is back");
        bytes32 node = _node();
        vm.prank(arbiter);
        _refused(IBountyEscrow.Escrow_NotObjected.selector, node);
        escrow.rule(node, 0);
    }

    /// @dev Acceptance ends an objection that is open: the bond is back in that call, and neither is it contested any more, nor does the arbiter take it.
    function test_R30_E3_E8_whoAcceptsHasItsBondBackAtOnce() public {
        Group[] memory path = _releaseSplit();
        bytes32 node = _node();
        for (uint256 contested; contested < 2; ++contested) {
            uint256 before = vm.snapshotState();
            _objectToAnn(path);
            if (contested == 1) {
                vm.prank(ann);
                escrow.contest(node, "");
            }
            uint256 had = hunter.balance;
            _accept(7);
            assertEq(hunter.balance - had, 1 ether, "the bond is back");
            vm.prank(ann);
            _refused(IBountyEscrow.Escrow_NotObjected.selector, node);
            escrow.contest(node, "");
            vm.prank(arbiter);
            _refused(IBountyEscrow.Escrow_NotObjected.selector, node);
            escrow.rule(node, 0);
            _accept(1);
            _payAnn();
            assertEq(ann.balance, 50 ether, "in full");
            assertEq(hunter.balance - had, 1 ether, "once");
            assertEq(_held(id), 35 ether, "bob's and cy's");
            vm.revertToState(before);
        }
    }

    function _deepTree() private view returns (Tree memory t, Tree memory below) {
        below = _tree(_only(_leaf(cy, 30 ether, "x")));
        t = _tree(_leaves(_branch(ann, 50 ether, escrow.idOf(sub), below), _leaf(bob, 20 ether, "d"), _leaf(stranger, 15 ether, "e")));
    }

    /// @return own Pays ann's own part.
    /// @return below Pays what ann has split.
    function _ruledDeep(uint128 ruled) private returns (Group[] memory own, Group[] memory below) {
        (Tree memory t, Tree memory sub_) = _deepTree();
        _split(a, 1, t);
        _deliver(a);
        _accept(a);
        _objectToAnn(_groups(_group(t, 0, 1, 1, 0)));
        bytes32 node = _node();
        vm.prank(arbiter);
        escrow.rule(node, ruled);
        vm.warp(t0 + REVIEW);
        (bytes32 root, uint128 sum) = _root(sub_);
        own = _groups(_group(t, 0, 1, 1, 1));
        below = _groups(_group(t, 0, 1, 1, 0), _groupOf(sub_, 1, 0, 0, 1, 1, _signSplit(ANN, escrow.idOf(sub), 0, root, sum)));
    }

    function _accept(uint64 leaves) private {
        vm.prank(hunter);
        escrow.acceptLeaves(a, _none(), _level(0, 1, leaves));
    }

    function _acceptRefused(uint64 leaves) private {
        vm.prank(hunter);
        _refused(IBountyEscrow.Escrow_AlreadyRuled.selector, _node());
        escrow.acceptLeaves(a, _none(), _level(0, 1, leaves));
    }

    /// @dev E3: what a ruling took from a leaf goes back to who split it. Accepted afterwards, the leaf would get it too, out of what is the others'.
    function test_E3_E5_RevertWhen_aLeafThatWasRuledOnIsAccepted() public {
        (Group[] memory own, Group[] memory below) = _ruledDeep(0);
        _acceptRefused(1);
        uint256 had = hunter.balance;
        escrow.payout(a, own);
        assertEq(hunter.balance - had, 50 ether, "all of it went back");
        _acceptRefused(7);
        escrow.payout(a, below);
        assertEq(cy.balance, 0, "so there is none below");
        _accept(6);
        (Tree memory t,) = _deepTree();
        escrow.payout(a, _groups(_group(t, 0, 1, 6, 6)));
        assertEq(bob.balance, 20 ether, "bob lost nothing by it");
        assertEq(_held(id), 0, "nor did anybody else");
    }

    /// @dev E3: silence decides too, that of the payee after one review period and that of the arbiter after sixty days; until then who objected may accept.
    function test_E3_RevertWhen_aLeafIsAcceptedThatSilenceDecided() public {
        Group[] memory path = _releaseSplit();
        for (uint256 contested; contested < 2; ++contested) {
            uint256 before = vm.snapshotState();
            _objectToAnn(path);
            if (contested == 1) {
                vm.prank(ann);
                escrow.contest(_node(), "");
            }
            uint256 end = t0 + (contested == 1 ? 60 days : REVIEW);
            vm.warp(end);
            _acceptRefused(1);
            vm.warp(end - 1);
            _accept(1);
            vm.warp(end);
            _accept(6);
            _payAnn();
            assertEq(ann.balance, 50 ether, "in full");
            vm.revertToState(before);
        }
    }

    /// @dev E4: a leaf with splits of its own is before its arbiter at once, and its payees are paid what is left of it.
    function test_G16_E4_aLeafWithSplitsNeedsItsArbiter() public {
        Tree memory below = _tree(_only(_leaf(cy, 30 ether, "x")));
        Tree memory t = _tree(_only(_branch(ann, 50 ether, escrow.idOf(sub), below)));
        _split(a, 1, t);
        _deliver(a);
        _accept(a);
        _objectToAnn(_groups(_group(t, 0, 1, 1, 0)));
        vm.warp(t0 + REVIEW * 2);
        (bytes32 root, uint128 sum) = _root(below);
        bytes memory signature = _signSplit(ANN, escrow.idOf(sub), 0, root, sum);
        Group[] memory pay = _pair(t, below, signature);
        _refused(IBountyEscrow.Escrow_NotFinal.selector, _node());
        escrow.payout(a, pay);
        // Neither can cy's leaf alone be paid while what is above it is frozen.
        pay[0].pay = 0;
        _refused(IBountyEscrow.Escrow_NotFinal.selector, _node());
        escrow.payout(a, pay);
        bytes32 node = _node();
        vm.prank(arbiter);
        escrow.rule(node, 33 ether);
        pay[0].pay = 1;
        escrow.payout(a, pay);
        assertEq(cy.balance, 30 ether, "cy in full");
        assertEq(ann.balance, 3 ether, "ann more than half, so the objector bears the fee");
    }
}
