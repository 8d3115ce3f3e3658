// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IIncomeInbox} from "../../src/interfaces/IIncomeInbox.sol";
import {Member} from "../../src/types/Types.sol";
import {HungryMember} from "../actors/Members.sol";
import {Bomb, Burner, ForcedEther, ReentrantPayee} from "../actors/Targets.sol";
import {BurningToken, CoinToken, FalseToken, FeeToken, GreedyToken, PlainToken, ReentrantToken, SilentBlockingToken} from "../actors/Tokens.sol";
import {IncomeFixture} from "../base/IncomeFixture.sol";

/// @notice Distributing to members and with tokens that do not play along (R11).
contract HostileDistributeTest is IncomeFixture {
    function test_C12_memberThatRevertsGetsACredit() public {
        address bomb = address(new Bomb());
        _foundWithContract(bomb);
        _earn(16 ether);
        inbox.distribute(address(0));
        assertEq(inbox.creditOf(address(0), bomb), 1 ether, "its credit");
        assertEq(inbox.credits(address(0)), 1 ether, "the sum");
        assertEq(address(inbox).balance, 1 ether, "kept here");
        for (uint256 i; i < 12; ++i) if (seats[i].account != bomb) assertEq(seats[i].account.balance, 1 ether, "others unaffected");
        // The credit is no income.
        assertEq(inbox.income(address(0)), 0, "nothing to split");
        vm.expectRevert(abi.encodeWithSelector(IIncomeInbox.Inbox_NothingToDistribute.selector, address(0)));
        inbox.distribute(address(0));
        _earn(16 ether);
        inbox.distribute(address(0));
        assertEq(inbox.creditOf(address(0), bomb), 2 ether, "grows by its part alone");
        assertEq(address(dao).balance, 8 ether, "the treasury's quarter of what came");
    }

    /// @dev Where the coin of the chain is a token too, what is owed of it as the one is no income as the other.
    function test_R34_C12_RevertWhen_aCreditInETHIsDistributedAsAToken() public {
        address bomb = address(new Bomb());
        _foundWithContract(bomb);
        _earn(16 ether);
        inbox.distribute(address(0));
        address coin = address(new CoinToken());
        vm.expectRevert(abi.encodeWithSelector(IIncomeInbox.Inbox_Overdrawn.selector, address(0)));
        inbox.distribute(coin);
    }

    function test_R34_ETHThatIsOwedToNobodyIsIncomeByEitherName() public {
        _earn(16 ether);
        inbox.distribute(address(new CoinToken()));
        assertEq(seats[0].account.balance, 1 ether, "a member's part");
        assertEq(address(dao).balance, 4 ether, "and the treasury's quarter");
        assertEq(address(inbox).balance, 0, "all of it");
    }

    function test_C16_memberThatBurnsGasOnlyBurnsItsOwnLimit() public {
        address burner = address(new Burner());
        _foundWithContract(burner);
        _earn(16 ether);
        uint256 before = gasleft();
        inbox.distribute{gas: 1_000_000}(address(0));
        assertTrue(before - gasleft() < 600_000, "bounded");
        assertEq(inbox.creditOf(address(0), burner), 1 ether, "its credit");
    }

    /// @dev Whatever gas a caller brings, and though one member needs most of its limit: all is pushed to who takes it, or nothing happens.
    function testFuzz_C16_stingyCallerTurnsNobodyIntoACreditor(uint256 gas_) public {
        gas_ = bound(gas_, 30_000, 900_000);
        _foundWithContract(address(new HungryMember()));
        _earn(16 ether);
        (bool ok,) = address(inbox).call{gas: gas_}(abi.encodeCall(IIncomeInbox.distribute, (address(0))));
        assertEq(inbox.credits(address(0)), 0, "no credit");
        for (uint256 i; i < 12; ++i) assertEq(seats[i].account.balance, ok ? 1 ether : 0, "all or nothing");
    }

    function test_C16_RevertWhen_gasIsTooLowForAWholePush() public {
        _earn(16 ether);
        vm.expectRevert(IIncomeInbox.Inbox_GasTooLow.selector);
        inbox.distribute{gas: 150_000}(address(0));
    }

    /// @dev Sixty-four members, each burning all that a push gives, still leave the distribution within one transaction.
    function test_C16_sixtyFourBurningMembersFitIntoATransaction() public {
        bytes memory code = address(new Burner()).code;
        delete keys;
        delete seats;
        for (uint160 i = 1; i <= 64; ++i) {
            vm.etch(address(0x700000 + i), code);
            seats.push(Member(address(0x700000 + i), 1, 1, 100));
            keys.push(0);
        }
        _foundWithIncome(2500);
        _earn(64 ether);
        inbox.distribute{gas: TRANSACTION_GAS}(address(0));
        vm.snapshotGasLastCall("IncomeInbox", "distribute, ETH, 64 members that burn all");
        assertEq(inbox.credits(address(0)), 48 ether, "all are creditors");
    }

    function test_C16_tokenThatBurnsAllFitsIntoATransaction() public {
        _makeKeys(64);
        _foundWithIncome(2500);
        vm.prank(seats[0].account);
        dao.ragequit(50, new address[](0), address(0));
        BurningToken token = new BurningToken();
        token.mint(address(inbox), 1e18);
        inbox.distribute{gas: TRANSACTION_GAS}(address(token));
        vm.snapshotGasLastCall("IncomeInbox", "distribute, 64 seats, a token that burns all");
        assertEq(inbox.credits(address(token)), 1e18, "all waits");
    }

    function test_R11_sixtyFourMembersArePaidInOneTransaction() public {
        _makeKeys(64);
        _foundWithIncome(2500);
        _earn(64 ether);
        inbox.distribute{gas: TRANSACTION_GAS}(address(0));
        vm.snapshotGasLastCall("IncomeInbox", "distribute, ETH, 64 new accounts");
        for (uint256 i; i < 64; ++i) assertEq(seats[i].account.balance, 0.75 ether, "paid");
    }

    function test_C12_tokenThatSaysNothingAndBlocksAMember() public {
        SilentBlockingToken token = new SilentBlockingToken();
        token.mint(address(inbox), 16_000);
        token.blockAccount(seats[5].account);
        inbox.distribute(address(token));
        assertEq(inbox.creditOf(address(token), seats[5].account), 1000, "the blocked one's credit");
        assertEq(token.balanceOf(seats[4].account), 1000, "others unaffected");
        assertEq(token.balanceOf(address(dao)), 4000, "and the treasury");
    }

    function test_C12_tokenThatBlocksTheTreasury() public {
        SilentBlockingToken token = new SilentBlockingToken();
        token.mint(address(inbox), 16_000);
        token.blockAccount(address(dao));
        inbox.distribute(address(token));
        assertEq(inbox.creditOf(address(token), address(dao)), 4000, "the treasury's credit");
        assertEq(token.balanceOf(seats[4].account), 1000, "members are paid");
        token.blockAccount(address(0));
        vm.prank(address(0xF00D));
        inbox.claim(address(token), address(dao), address(0));
        assertEq(token.balanceOf(address(dao)), 4000, "anyone may send it there");
    }

    function test_C12_tokenThatAnswersFalseIsCreditedToAll() public {
        FalseToken token = new FalseToken();
        token.mint(address(inbox), 16_000);
        inbox.distribute(address(token));
        assertEq(inbox.credits(address(token)), 16_000, "all of it waits");
        assertEq(inbox.creditOf(address(token), seats[0].account), 1000, "by member");
        assertEq(token.balanceOf(address(inbox)), 16_000, "nothing moved");
    }

    function test_C11_feeOnTransferIsTheReceivers() public {
        FeeToken token = new FeeToken();
        // The payer's own fee is gone before it arrives: what lies there counts, not what was sent.
        token.mint(address(this), 20_000);
        token.transfer(address(inbox), 20_000);
        assertEq(inbox.income(address(token)), 18_000, "what arrived");
        inbox.distribute(address(token));
        // ⌊13 500 · 100 ÷ 1200⌋ = 1125, less a tenth rounded down.
        assertEq(token.balanceOf(seats[0].account), 1013, "less the fee");
        assertEq(token.balanceOf(address(dao)), 4050, "the treasury's, less the fee");
        assertEq(token.balanceOf(address(inbox)), 0, "never more out than in");
    }

    function test_C11_RevertWhen_theTokenTakesMoreThanWasSent() public {
        GreedyToken token = new GreedyToken();
        token.mint(address(inbox), 16_000);
        token.mint(address(inbox), 13);
        vm.expectRevert(abi.encodeWithSelector(IIncomeInbox.Inbox_Overdrawn.selector, address(token)));
        // Thirteen pushes take one each too much; the dust goes to the treasury, so nothing covers them.
        inbox.distribute{gas: 3_000_000}(address(token));
        assertEq(token.balanceOf(address(inbox)), 16_013, "nothing moved");
    }

    function test_C1_memberThatComesBackIsRefused() public {
        ReentrantPayee member = new ReentrantPayee();
        _foundWithContract(address(member));
        member.arm(address(inbox), abi.encodeCall(IIncomeInbox.distribute, (address(0))));
        _earn(16 ether);
        inbox.distribute(address(0));
        assertTrue(member.tried() && !member.entered(), "refused");
        assertEq(address(member).balance, 1 ether, "paid once");
        member.arm(address(inbox), abi.encodeCall(IIncomeInbox.claim, (address(0), address(member), address(0))));
        _earn(16 ether);
        inbox.distribute(address(0));
        assertFalse(member.entered(), "no claim within");
        assertEq(address(member).balance, 2 ether, "paid once more");
    }

    function test_C1_tokenThatComesBackIsRefused() public {
        ReentrantToken token = new ReentrantToken();
        token.mint(address(inbox), 16_000);
        token.arm(address(inbox), abi.encodeCall(IIncomeInbox.distribute, (address(0))));
        _earn(16 ether);
        inbox.distribute(address(token));
        assertFalse(token.entered(), "refused");
        assertEq(address(inbox).balance, 16 ether, "the ETH waits for its own distribution");
        assertEq(token.balanceOf(address(inbox)), 0, "the token is out");
    }

    function test_C14_forcedEtherAndDonationsAreIncome() public {
        address bomb = address(new Bomb());
        _foundWithContract(bomb);
        _earn(16 ether);
        inbox.distribute(address(0));
        vm.deal(address(this), 16 ether);
        new ForcedEther{value: 16 ether}(payable(address(inbox)));
        assertEq(inbox.income(address(0)), 16 ether, "what was forced, without the credit");
        inbox.distribute(address(0));
        assertEq(inbox.creditOf(address(0), bomb), 2 ether, "the credits are what they were, and its part");
        assertEq(address(inbox).balance, 2 ether, "covered exactly");
    }
}
