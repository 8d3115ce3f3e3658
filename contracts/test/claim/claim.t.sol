// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IIncomeInbox} from "../../src/interfaces/IIncomeInbox.sol";
import {Bomb, ReentrantPayee} from "../actors/Targets.sol";
import {GreedyToken, ReentrantToken, ShrinkingToken, SilentBlockingToken} from "../actors/Tokens.sol";
import {IncomeFixture} from "../base/IncomeFixture.sol";

/// @notice Drawing what could not be pushed (R11).
contract ClaimTest is IncomeFixture {
    address private _bomb;

    /// @dev A member that does not take ETH has one ether waiting.
    function _credit() private {
        _bomb = address(new Bomb());
        _foundWithContract(_bomb);
        _earn(16 ether);
        inbox.distribute(address(0));
    }

    function test_R11_creditorIsPaidOnceWhereItSays() public {
        _credit();
        vm.prank(_bomb);
        inbox.claim(address(0), _bomb, address(0xCAFE));
        vm.snapshotGasLastCall("IncomeInbox", "claim, ETH");
        assertEq(address(0xCAFE).balance, 1 ether, "paid there");
        assertEq(inbox.credits(address(0)), 0, "no credit left");
        vm.prank(_bomb);
        vm.expectRevert(abi.encodeWithSelector(IIncomeInbox.Inbox_NothingToClaim.selector, _bomb, address(0)));
        inbox.claim(address(0), _bomb, address(0xCAFE));
    }

    function test_R11_anybodyMayPayACreditorButNotChooseTheRecipient() public {
        _credit();
        vm.prank(address(0xF00D));
        vm.expectRevert(abi.encodeWithSelector(IIncomeInbox.Inbox_NotYours.selector, _bomb));
        inbox.claim(address(0), _bomb, address(0xF00D));
        vm.expectRevert(abi.encodeWithSelector(IIncomeInbox.Inbox_TransferFailed.selector, address(0)));
        inbox.claim(address(0), _bomb, address(0));
        assertEq(inbox.creditOf(address(0), _bomb), 1 ether, "kept");
        vm.etch(_bomb, "");
        vm.prank(address(0xF00D));
        inbox.claim(address(0), _bomb, _bomb);
        assertEq(_bomb.balance, 1 ether, "paid itself");
    }

    function test_C12_blockedAccountClaimsElsewhere() public {
        SilentBlockingToken token = new SilentBlockingToken();
        token.mint(address(inbox), 16_000);
        token.blockAccount(seats[5].account);
        inbox.distribute(address(token));
        vm.prank(seats[5].account);
        inbox.claim(address(token), seats[5].account, address(0xCAFE));
        assertEq(token.balanceOf(address(0xCAFE)), 1000, "to another account");
        assertEq(token.balanceOf(address(inbox)), 0, "nothing left");
    }

    function test_R12_whoLeftKeepsItsCredit() public {
        _credit();
        vm.prank(_bomb);
        dao.ragequit(100, new address[](0), address(0));
        vm.prank(_bomb);
        inbox.claim(address(0), _bomb, address(0xCAFE));
        assertEq(address(0xCAFE).balance, 1 ether, "earned before it left");
    }

    function test_C1_recipientThatComesBackIsRefused() public {
        _credit();
        ReentrantPayee payee_ = new ReentrantPayee();
        payee_.arm(address(inbox), abi.encodeCall(IIncomeInbox.claim, (address(0), _bomb, address(0))));
        vm.prank(_bomb);
        inbox.claim(address(0), _bomb, address(payee_));
        assertTrue(payee_.tried() && !payee_.entered(), "refused");
        assertEq(address(payee_).balance, 1 ether, "paid once");
    }

    function test_C11_creditsOfATokenThatShrankAreSharedEvenly() public {
        ShrinkingToken token = new ShrinkingToken();
        address blocked = seats[5].account;
        token.blockAccount(blocked);
        token.mint(address(inbox), 16_000);
        inbox.distribute(address(token));
        token.blockAccount(address(dao));
        token.mint(address(inbox), 16_000);
        inbox.distribute(address(token));
        assertEq(inbox.credits(address(token)), 5000, "1000 and 4000");
        token.shrink(address(inbox), 2500);
        token.blockAccount(address(0));
        vm.expectRevert(abi.encodeWithSelector(IIncomeInbox.Inbox_Short.selector, address(token)));
        inbox.claim(address(token), blocked, address(0));
        vm.prank(blocked);
        inbox.claim(address(token), blocked, address(0));
        // It held 1000 of the second distribution already.
        assertEq(token.balanceOf(blocked), 1500, "half of its credit");
        assertEq(inbox.credits(address(token)), 4000, "and the credit is gone");
        vm.prank(address(dao));
        inbox.claim(address(token), address(dao), address(0));
        assertEq(token.balanceOf(address(dao)), 4000 + 2000, "the same half, whoever comes first");
        assertEq(token.balanceOf(address(inbox)), 0, "nothing left");
    }

    function test_C11_RevertWhen_theTokenTakesMoreThanTheCredit() public {
        GreedyToken greedy = new GreedyToken();
        bytes memory code = address(greedy).code;
        ShrinkingToken token = new ShrinkingToken();
        token.blockAccount(seats[5].account);
        token.mint(address(inbox), 16_000);
        inbox.distribute(address(token));
        token.mint(address(inbox), 500);
        vm.etch(address(token), code);
        vm.prank(seats[5].account);
        vm.expectRevert(abi.encodeWithSelector(IIncomeInbox.Inbox_Overdrawn.selector, address(token)));
        inbox.claim(address(token), seats[5].account, address(0xCAFE));
    }
}
