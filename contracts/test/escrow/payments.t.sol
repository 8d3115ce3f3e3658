// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {Agreement, Group} from "../../src/types/Bounties.sol";
import {Approvable, FeeOnEntry, Reentrant} from "../actors/EscrowActors.sol";
import {MoodyMember} from "../actors/Members.sol";
import {ForcedEther} from "../actors/Targets.sol";
import {EscrowFixture} from "../base/EscrowFixture.sol";

/// @notice How money comes in and goes out: tokens, receivers that refuse, credits, redirects.
contract EscrowPaymentsTest is EscrowFixture {
    address internal ann = address(0xA11);
    MoodyMember internal moody = new MoodyMember();

    function _splitOf(Agreement memory a) internal returns (Tree memory t) {
        t = _tree(_leaves(_leaf(ann, 3 ether, "a"), _leaf(address(moody), 2 ether, "b"), _leaf(address(0xB0B), 1 ether, "c")));
        _split(a, 1, t);
        _deliver(a);
        _accept(a);
        vm.warp(block.timestamp + REVIEW);
    }

    function _tokenBounty(Approvable token) internal returns (Agreement memory a) {
        a = _agreement(10 ether);
        a.token = address(token);
        token.mint(issuer, 10 ether);
        vm.prank(issuer);
        token.approve(address(escrow), type(uint256).max);
    }

    function test_E10_tokensLieInAVaultOfTheirOwn() public {
        Approvable token = new Approvable();
        Agreement memory a = _tokenBounty(token);
        address vault = escrow.vaultOf(a);
        token.mint(vault, 5); // a donation changes nothing
        _fund(a);
        vm.snapshotGasLastCall("BountyEscrow", "fund, token");
        assertEq(token.balanceOf(vault), 10 ether + 5, "in the vault");
        Tree memory t = _splitOf(a);
        escrow.payout(a, _groups(_group(t, 0, 1, 7, 7)));
        assertEq(token.balanceOf(ann), 3 ether, "ann");
        assertEq(token.balanceOf(hunter), 4 ether, "the margin");
        assertEq(token.balanceOf(vault), 5, "and the donation is all that is left");
    }

    /// @dev C11: less than the amount arrives, so nothing is funded.
    function test_C11_RevertWhen_lessArrives() public {
        FeeOnEntry token = new FeeOnEntry();
        Agreement memory a = _tokenBounty(token);
        bytes memory signature = _signBy(HUNTER, escrow.idOf(a));
        vm.prank(issuer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongPayment.selector, 10 ether, 9 ether));
        escrow.fund(a, signature);
        vm.prank(issuer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongPayment.selector, 0, 1));
        escrow.fund{value: 1}(a, signature);
        a.token = address(0xDEAD);
        signature = _signBy(HUNTER, escrow.idOf(a));
        vm.prank(issuer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_BadAgreement.selector, 2));
        escrow.fund(a, signature);
    }

    /// @dev C12: whom a token blocks it blocks alone; the part waits.
    function test_C12_aBlockedPayeeHoldsUpNobody() public {
        Approvable token = new Approvable();
        Agreement memory a = _tokenBounty(token);
        _fund(a);
        Tree memory t = _splitOf(a);
        token.blockAccount(address(moody));
        escrow.payout(a, _groups(_group(t, 0, 1, 7, 7)));
        address vault = escrow.vaultOf(a);
        assertEq(escrow.creditOf(vault, address(moody)), 2 ether, "waits");
        assertEq(token.balanceOf(ann) + token.balanceOf(address(0xB0B)), 4 ether, "the others have theirs");
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, address(moody)));
        escrow.claim(vault, address(moody), stranger);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_TransferFailed.selector, vault));
        escrow.claim(vault, address(moody), ETH);
        vm.prank(address(moody));
        escrow.claim(vault, address(moody), stranger);
        assertEq(token.balanceOf(stranger), 2 ether, "where it says");
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NothingToClaim.selector, vault, address(moody)));
        escrow.claim(vault, address(moody), ETH);
    }

    function test_E10_C12_aPayeeThatRefusesETHHasACredit() public {
        for (uint8 mood = 1; mood < 3; ++mood) {
            Agreement memory a = _agreement(10 ether);
            bytes32 id = _fund(a);
            Tree memory t = _splitOf(a);
            moody.set(mood, ETH, "");
            escrow.payout{gas: 2_000_000}(a, _groups(_group(t, 0, 1, 7, 7)));
            assertEq(escrow.creditOf(ETH, address(moody)), 2 ether * mood, "waits");
            assertEq(_held(id), 0, "and is no longer the bounty's");
        }
        assertEq(address(escrow).balance, 4 ether, "what waits is here");
        moody.set(0, ETH, "");
        vm.prank(stranger);
        escrow.claim(ETH, address(moody), ETH);
        assertEq(address(moody).balance, 4 ether, "and comes");
    }

    /// @dev C16: a caller that brings too little gas makes nobody a creditor.
    function test_C16_RevertWhen_thereIsTooLittleGasForAPush() public {
        Agreement memory a = _agreement(10 ether);
        bytes32 id = _fund(a);
        Tree memory t = _splitOf(a);
        Group[] memory groups = _groups(_group(t, 0, 1, 7, 7));
        uint256 credited;
        uint256 refused;
        for (uint256 limit = 100_000; limit < 700_000; limit += 20_000) {
            (bool ok,) = address(escrow).call{gas: limit}(abi.encodeCall(IBountyEscrow.payout, (a, groups)));
            credited += escrow.creditOf(ETH, address(moody));
            if (ok) break;
            ++refused;
        }
        assertEq(credited, 0, "paid or refused, never credited");
        assertTrue(refused > 3, "refused for some limits");
        assertEq(_held(id), 0, "and paid in the end");
    }

    /// @dev C1: whoever comes back while it is paid finds the door closed.
    function test_C1_reentrancyIsRefused() public {
        Agreement memory a = _agreement(10 ether);
        _fund(a);
        Tree memory t = _splitOf(a);
        Group[] memory groups = _groups(_group(t, 0, 1, 2, 2));
        moody.set(0, address(escrow), abi.encodeCall(IBountyEscrow.payout, (a, _groups(_group(t, 0, 1, 1, 1)))));
        escrow.payout(a, groups);
        assertEq(address(moody).balance, 2 ether, "paid once");
        assertEq(ann.balance, 0, "and nothing else happened");
        Agreement memory c = _agreement(10 ether);
        _fund(c);
        t = _splitOf(c);
        moody.set(1, ETH, "");
        escrow.payout(c, _groups(_group(t, 0, 1, 2, 2)));
        moody.set(0, ETH, "");
        assertEq(escrow.creditOf(ETH, address(moody)), 2 ether, "a credit to come back for");
        Reentrant token = new Reentrant();
        Agreement memory b = _tokenBounty(token);
        _fund(b);
        t = _splitOf(b);
        groups = _groups(_group(t, 0, 1, 7, 7));
        token.arm(address(escrow), abi.encodeCall(IBountyEscrow.claim, (ETH, address(moody), ETH)));
        escrow.payout(b, groups);
        assertTrue(token.called() && !token.entered(), "refused");
        assertEq(address(moody).balance, 2 ether, "the credit is where it was");
        assertEq(token.balanceOf(ann), 3 ether, "and paid");
    }

    /// @dev C14: ETH that was forced in belongs to nobody and opens nothing.
    function test_C14_forcedETHChangesNothing() public {
        Agreement memory a = _agreement(10 ether);
        bytes32 id = _fund(a);
        vm.deal(address(this), 1 ether);
        new ForcedEther{value: 1 ether}(payable(address(escrow)));
        Tree memory t = _splitOf(a);
        escrow.payout(a, _groups(_group(t, 0, 1, 7, 7)));
        assertEq(_held(id), 0, "as without it");
        assertEq(address(escrow).balance, 1 ether, "and it stays");
    }

    function test_E10_aPayeeSignsARedirect() public {
        uint256 key = 0x9ed1;
        Agreement memory a = _agreement(10 ether);
        bytes32 id = _fund(a);
        Tree memory t = _tree(_only(_leaf(vm.addr(key), 6 ether, "r")));
        _split(a, 1, t);
        Group[] memory path = _groups(_group(t, 0, 1, 1, 1));
        bytes32 node = _keyOf(id, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, vm.addr(key)));
        escrow.redirect(a, path, stranger, "");
        bytes memory signature = _signBy(key, _digest("Redirection(bytes32 node,address to)", abi.encode(node, ann)));
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_BadSignature.selector, vm.addr(key)));
        escrow.redirect(a, path, stranger, signature);
        escrow.redirect(a, path, ann, signature);
        _refused(IBountyEscrow.Escrow_AlreadyRedirected.selector, node);
        escrow.redirect(a, path, ann, signature);
        vm.prank(vm.addr(key));
        escrow.redirect(a, path, address(0xB0B), "");
        _refused(IBountyEscrow.Escrow_AlreadyRedirected.selector, node);
        escrow.redirect(a, path, ann, signature);
        _deliver(a);
        _accept(a);
        vm.warp(block.timestamp + REVIEW);
        escrow.payout(a, path);
        assertEq(address(0xB0B).balance, 6 ether, "where it said last");
        vm.prank(vm.addr(key));
        _refused(IBountyEscrow.Escrow_AlreadyPaid.selector, node);
        escrow.redirect(a, path, ann, "");
    }
}
