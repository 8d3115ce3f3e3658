// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {EscrowVault} from "../../src/EscrowVault.sol";
import {Approvable} from "../actors/EscrowActors.sol";
import {Agreement, Group, SplitEntry} from "../../src/types/Bounties.sol";
import {PyramidFixture} from "../base/PyramidFixture.sol";

/// @notice What the escrow refuses at its bounds, and takes just below them.
contract RefusalsTest is PyramidFixture {
    function _entry(uint8 number, bytes32 root, uint128 sum) private pure returns (SplitEntry[] memory entries) {
        entries = new SplitEntry[](1);
        entries[0] = SplitEntry(0, number, root, sum, "");
    }

    function test_RevertWhen_aSplitHoldsNothing() public {
        bytes32 root = keccak256("root");
        vm.prank(hunter);
        _refused(IBountyEscrow.Escrow_EmptySplit.selector, id);
        escrow.split(a, _none(), _entry(1, 0, 1 ether));
        vm.prank(hunter);
        _refused(IBountyEscrow.Escrow_EmptySplit.selector, id);
        escrow.split(a, _none(), _entry(1, root, 0));
        vm.prank(hunter);
        escrow.split(a, _none(), _entry(1, root, 1));
    }

    function test_RevertWhen_aPayeeSplitsMoreThan32Times() public {
        for (uint8 number = 1; number <= 32; ++number) {
            vm.prank(hunter);
            escrow.split(a, _none(), _entry(number, bytes32(uint256(number)), 1));
        }
        vm.prank(hunter);
        _refused(IBountyEscrow.Escrow_TooManySplits.selector, id);
        escrow.split(a, _none(), _entry(33, bytes32(uint256(33)), 1));
    }

    function test_RevertWhen_noGroupPaysAnything() public {
        (Tree memory top,) = _pyramid();
        _split(a, 1, top);
        _release();
        vm.warp(block.timestamp + REVIEW);
        vm.expectRevert(IBountyEscrow.Escrow_NothingToPay.selector);
        escrow.payout(a, new Group[](0));
        Group[] memory shown = _groups(_group(top, 0, 1, 7, 0));
        vm.expectRevert(IBountyEscrow.Escrow_NothingToPay.selector);
        escrow.payout(a, shown);
        escrow.payout(a, _groups(_group(top, 0, 1, 7, 2)));
        assertEq(bob.balance, 20 ether, "and what it pays it pays");
    }

    /// @dev To the second until which both said that it holds.
    function test_E7_RevertWhen_aSettlementIsOver() public {
        uint40 until = uint40(block.timestamp + 1 days);
        string memory type_ = "Settlement(bytes32 bounty,uint128 hunterAmount,uint40 validUntil)";
        bytes32 digest = _digest(type_, abi.encode(id, uint256(40 ether), until));
        (bytes memory ofHunter, bytes memory ofIssuer) = (_signBy(HUNTER, digest), _signBy(ISSUER, digest));
        vm.warp(until + 1);
        vm.expectRevert(IBountyEscrow.Escrow_SignatureExpired.selector);
        escrow.settle(a, 40 ether, until, ofHunter, ofIssuer);
        vm.warp(until);
        uint256 before = hunter.balance;
        escrow.settle(a, 40 ether, until, ofHunter, ofIssuer);
        assertEq(hunter.balance - before, 40 ether, "in time");
    }

    function test_E10_RevertWhen_somebodyElseEmptiesAVault() public {
        Approvable token = new Approvable();
        Agreement memory ours = _agreement(10 ether);
        ours.token = address(token);
        token.mint(issuer, 10 ether);
        vm.prank(issuer);
        token.approve(address(escrow), 10 ether);
        _fund(ours);
        EscrowVault vault = EscrowVault(escrow.vaultOf(ours));
        for (uint256 i; i < 2; ++i) {
            vm.prank(i == 0 ? stranger : issuer);
            vm.expectRevert(EscrowVault.Vault_OnlyEscrow.selector);
            vault.send(stranger, 1, 100_000);
        }
        assertEq(token.balanceOf(address(vault)), 10 ether, "all of it is there");
    }

    /// @dev After a chain split the side with another id cannot name what was funded before: nothing of it can be replayed there, nor released.
    function test_C2_RevertWhen_theChainHasAnotherId() public {
        vm.prank(hunter);
        escrow.deliver(a, "work", "");
        vm.warp(block.timestamp + REVIEW);
        uint256 one = block.chainid;
        vm.chainId(one + 1);
        bytes32 other = escrow.idOf(a);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_WrongStatus.selector, other, uint8(0)));
        escrow.release(a);
        assertEq(_held(id), a.amount, "it stays");
        vm.chainId(one);
        escrow.release(a);
        assertEq(_held(id), 0, "and goes on where its id is");
    }
}
