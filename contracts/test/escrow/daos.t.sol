// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {Agreement, Group, SplitEntry} from "../../src/types/Bounties.sol";
import {Decision} from "../../src/types/Types.sol";
import {AskingMarket} from "../actors/Verifiers.sol";
import {DaoFixture} from "../base/DaoFixture.sol";
import {EscrowFixture} from "../base/EscrowFixture.sol";
import {NestedFixture} from "../base/NestedFixture.sol";

/// @notice DAOs as issuers, hunters and payees (R10, R11, E3, E6).
contract EscrowDaosTest is EscrowFixture, NestedFixture {
    uint256 internal counter = 500;

    function setUp() public override(EscrowFixture, DaoFixture) {
        EscrowFixture.setUp();
    }

    /// @dev What seven of twelve members sign as the DAO's own.
    function _liveBy(uint256 mask, bytes32 digest) internal returns (bytes memory) {
        Decision memory d = _approval(digest, counter++);
        return _live(d, _sheetsOf(_ids(_one(d)), mask, 0, 0));
    }

    function _fundFor(Agreement memory a) internal returns (bytes32 id) {
        id = escrow.idOf(a);
        bytes memory signature = _liveBy(_mask(7), id);
        vm.prank(a.issuer);
        escrow.fund{value: a.amount}(a, signature);
    }

    /// @dev R10: a DAO takes a bounty as one entity, by what its members signed, in the transaction that funds it.
    function test_R10_aDaoHunterSignsByLiveBallots() public {
        Agreement memory a = _agreement(issuer, address(dao), 10 ether);
        bytes32 id = escrow.idOf(a);
        bytes memory six = _liveBy(_mask(6), id);
        vm.prank(issuer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_BadSignature.selector, address(dao)));
        escrow.fund{value: 10 ether}(a, six);
        _fundFor(a);
        vm.snapshotGasLastCall("BountyEscrow", "fund, ETH, the hunter a DAO of twelve");
        assertEq(_status(id), 2, "funded");
    }

    /// @dev G15: nobody but who counts ballots, and the escrow, is told that the DAO signed.
    function test_G15_R10_nobodyElseMayAskForLiveBallots() public {
        bytes32 digest = keccak256("an order");
        bytes memory signature = _liveBy(_mask(12), digest);
        assertFalse(new AskingMarket().fill(address(dao), digest, signature), "a market");
        assertTrue(_isValidFor(address(escrow), dao, digest, signature), "the escrow");
        assertFalse(_isValidFor(address(this), dao, digest, signature), "a look-alike of it");
    }

    /// @dev R10: ballots for one agreement are for no other.
    function test_R10_liveBallotsAreForOneAgreement() public {
        Agreement memory a = _agreement(issuer, address(dao), 10 ether);
        bytes memory signature = _liveBy(_mask(7), escrow.idOf(a));
        a.amount = 9 ether;
        vm.prank(issuer);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_BadSignature.selector, address(dao)));
        escrow.fund{value: 9 ether}(a, signature);
    }

    /// @dev R10, R11: the DAO delivers by its members' ballots, splits what it took, and its margin is income, which its rule distributes.
    function test_R10_R11_aDaosMarginIsIncome() public {
        Agreement memory a = _agreement(issuer, address(dao), 10 ether);
        bytes32 id = _fundFor(a);
        Tree memory t = _tree(_only(_leaf(address(0xA11), 6 ether, "x")));
        (bytes32 root, uint128 sum) = _root(t);
        bytes32 digest = _digest("Split(bytes32 bounty,uint8 number,bytes32 root,uint128 sum)", abi.encode(id, uint8(1), root, sum));
        SplitEntry[] memory entries = _entry(0, 1, t, _liveBy(_mask(7), digest));
        escrow.split(a, _none(), entries);
        bytes32 work = keccak256("work");
        bytes memory signature = _liveBy(_mask(7), _digest("Delivery(bytes32 bounty,bytes32 contentHash)", abi.encode(id, work)));
        vm.prank(stranger);
        escrow.deliver(a, work, signature);
        uint256 treasury = address(dao).balance;
        _accept(a);
        address inbox = factory.inboxOf(address(dao));
        assertEq(inbox.balance, 4 ether, "in the inbox");
        assertEq(address(dao).balance, treasury, "not in the treasury");
        factory.distribute(address(dao), ETH);
        assertEq(inbox.balance, 0, "distributed");
        assertEq(seats[3].account.balance, uint256(4 ether) / 12, "a twelfth for each");
    }

    /// @dev A leaf whose payee is a DAO is paid to its inbox; what it carries it opens on the chain, since a contract's word may change.
    function test_E1_R10_aDaoInThePyramidOpensItsSplit() public {
        Agreement memory a = _agreement(10 ether);
        bytes32 id = _fund(a);
        Tree memory below = _tree(_only(_leaf(address(0xA11), 3 ether, "x")));
        Tree memory t = _tree(_only(_branch(address(dao), 8 ether, "dao's work", below)));
        _split(a, 1, t);
        (bytes32 root, uint128 sum) = _root(below);
        bytes32 digest =
            _digest("Split(bytes32 bounty,uint8 number,bytes32 root,uint128 sum)", abi.encode(bytes32("dao's work"), uint8(0), root, sum));
        bytes memory signature = _liveBy(_mask(7), digest);
        Group[] memory groups = _pair(t, below, signature);
        SplitEntry[] memory entries = _entry(1, 0, below, signature);
        Group[] memory path = _groups(_group(t, 0, 1, 1, 0));
        escrow.split(a, path, entries);
        _deliver(a);
        _accept(a);
        vm.warp(block.timestamp + REVIEW);
        escrow.payout(a, groups);
        assertEq(factory.inboxOf(address(dao)).balance, 5 ether, "its margin, as income");
        assertEq(address(0xA11).balance, 3 ether, "whom it hired");
        assertEq(_held(id), 0, "all is paid");
    }

    function test_E1_RevertWhen_aDaosSplitIsNotOpened() public {
        Agreement memory a = _agreement(10 ether);
        _fund(a);
        Tree memory below = _tree(_only(_leaf(address(0xA11), 3 ether, "x")));
        Tree memory t = _tree(_only(_branch(address(dao), 8 ether, "dao's work", below)));
        _split(a, 1, t);
        (bytes32 root, uint128 sum) = _root(below);
        bytes32 digest =
            _digest("Split(bytes32 bounty,uint8 number,bytes32 root,uint128 sum)", abi.encode(bytes32("dao's work"), uint8(0), root, sum));
        Group[] memory groups = _pair(t, below, _liveBy(_mask(7), digest));
        _deliver(a);
        _accept(a);
        vm.warp(block.timestamp + REVIEW);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_BadSignature.selector, address(dao)));
        escrow.payout(a, groups);
    }

    /// @dev E6: any one member of a DAO that issued it may object, with its own bond; the DAO as a whole may still accept.
    function test_E6_anyOneMemberOfTheIssuerObjects() public {
        Agreement memory a = _agreement(address(dao), hunter, 10 ether);
        bytes32 id = escrow.idOf(a);
        Decision memory d = _decide(1, _one(_call(address(escrow), 10 ether, abi.encodeCall(IBountyEscrow.fund, (a, _signBy(HUNTER, id))))));
        _enact(d, _mask(7));
        assertEq(_held(id), 10 ether, "the DAO funded it by decision");
        _deliver(a);
        address member = seats[4].account;
        vm.deal(member, 1 ether);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, address(dao)));
        escrow.object{value: 0.2 ether}(a, "not received");
        vm.prank(member);
        escrow.object{value: 0.2 ether}(a, "not received");
        vm.warp(block.timestamp + REVIEW);
        uint256 treasury = address(dao).balance;
        escrow.release(a);
        assertEq(address(dao).balance - treasury, 10 ether, "nobody contested: back into the treasury, which is no income");
        assertEq(member.balance, 1 ether, "and the bond to the member");
    }

    /// @dev E3: the same for a leaf that a DAO split, and for a DAO that is its payee, of which any member contests.
    function test_E3_membersOfDaosOnBothSides() public {
        Agreement memory a = _agreement(issuer, address(dao), 10 ether);
        bytes32 id = _fundFor(a);
        Agreement memory sub = _agreement(address(dao), address(dao), 6 ether);
        Tree memory t = _tree(_only(_leaf(address(dao), 6 ether, escrow.idOf(sub))));
        (bytes32 root, uint128 sum) = _root(t);
        bytes32 digest = _digest("Split(bytes32 bounty,uint8 number,bytes32 root,uint128 sum)", abi.encode(id, uint8(1), root, sum));
        SplitEntry[] memory entries = _entry(0, 1, t, _liveBy(_mask(7), digest));
        escrow.split(a, _none(), entries);
        bytes memory signature = _liveBy(_mask(7), _digest("Delivery(bytes32 bounty,bytes32 contentHash)", abi.encode(id, bytes32(0))));
        escrow.deliver(a, 0, signature);
        _accept(a);
        Group[] memory path = _groups(_group(t, 0, 1, 1, 0));
        vm.deal(seats[2].account, 1 ether);
        vm.prank(seats[2].account);
        escrow.objectLeaf{value: 0.12 ether}(a, path, sub, "bad");
        bytes32 node = _keyOf(id, 1, 0);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IBountyEscrow.Escrow_NotYours.selector, address(dao)));
        escrow.contest(node, "");
        vm.prank(seats[9].account);
        escrow.contest(node, "");
        assertTrue(escrow.disputeOf(node).contestedAt != 0, "contested");
    }
}
