// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IIncomeInbox} from "../../src/interfaces/IIncomeInbox.sol";
import {Member} from "../../src/types/Types.sol";
import {Burner, ReentrantPayee} from "../actors/Targets.sol";
import {BurningToken, FalseToken, GreedyToken, PlainToken} from "../actors/Tokens.sol";
import {IncomeFixture} from "../base/IncomeFixture.sol";

/// @notice Leaving distributes the income of the listed tokens first (R12).
contract RagequitIncomeTest is IncomeFixture {
    function _ethAnd(address a) private pure returns (address[] memory tokens) {
        tokens = new address[](2);
        tokens[1] = a;
    }

    function _eth() private pure returns (address[] memory) {
        return new address[](1);
    }

    function test_R12_leaverIsPaidTheIncomeOfTheListedTokensFirst() public {
        PlainToken token = new PlainToken();
        token.mint(address(inbox), 16_000);
        _earn(16 ether);
        vm.prank(seats[0].account);
        dao.ragequit(100, _ethAnd(address(token)), address(0xCAFE));
        vm.snapshotGasLastCall("Dao", "ragequit, full, with income of ETH and one token");
        // A member's part of the income, then the fair part of the treasury's quarter.
        assertEq(seats[0].account.balance, 1 ether, "as a member");
        assertEq(address(0xCAFE).balance, uint256(4 ether) / 12, "as a leaver");
        assertEq(token.balanceOf(seats[0].account), 1000, "as a member");
        assertEq(token.balanceOf(address(0xCAFE)), uint256(4000) / 12, "as a leaver");
        assertEq(token.balanceOf(seats[11].account), 1000, "the others are paid along");
    }

    function test_R12_incomeOfWhatIsNotListedWaits() public {
        PlainToken token = new PlainToken();
        token.mint(address(inbox), 16_000);
        vm.prank(seats[0].account);
        dao.ragequit(100, _eth(), address(0));
        assertEq(inbox.income(address(token)), 16_000, "not touched");
    }

    function test_R12_inboxThatIsNotThereYetIsMadeWhenItHoldsSomething() public {
        dao = _found(plainRules(), "No inbox yet");
        inbox = IIncomeInbox(factory.inboxOf(address(dao)));
        vm.prank(seats[0].account);
        dao.ragequit(50, _eth(), address(0));
        assertEq(address(inbox).code.length, 0, "none is made for nothing");
        _earn(12 ether);
        vm.prank(seats[1].account);
        dao.ragequit(100, _eth(), address(0));
        assertEq(seats[1].account.balance, uint256(12 ether) * 100 / 1150, "paid before it left");
    }

    /// @dev The token of the list refuses to be distributed and then to be paid; leaving it out leaves the rest as it is.
    function test_C13_incomeInThreeHundredTokensOfWhichOneRefuses() public {
        bytes memory code = address(new PlainToken()).code;
        address[] memory tokens = new address[](300);
        address[] memory rest = new address[](299);
        for (uint256 i; i < 300; ++i) {
            tokens[i] = address(uint160(0x100000 + i));
            if (i != 150) rest[i < 150 ? i : i - 1] = tokens[i];
            vm.etch(tokens[i], code);
            PlainToken(tokens[i]).mint(address(dao), 1200);
        }
        // Of three there is income too: a plain one, the refusing one, and one that burns all gas when it is sent.
        PlainToken(tokens[7]).mint(address(inbox), 16_000);
        PlainToken(tokens[150]).mint(address(inbox), 16_000);
        vm.etch(tokens[150], address(new BurningToken()).code);
        vm.prank(seats[0].account);
        (bool ok,) = address(dao).call{gas: TRANSACTION_GAS}(abi.encodeCall(IDao.ragequit, (100, tokens, address(0))));
        assertFalse(ok, "with it the exit fails");
        vm.prank(seats[0].account);
        dao.ragequit{gas: TRANSACTION_GAS}(100, rest, address(0));
        vm.snapshotGasLastCall("Dao", "ragequit, full, 299 tokens");
        for (uint256 i; i < 299; ++i) {
            assertEq(PlainToken(rest[i]).balanceOf(seats[0].account), i == 7 ? 1000 + uint256(5200) / 12 : 100, "fair part of each");
        }
    }

    /// @dev A token that gives nothing out of the inbox but pays from the treasury: the exit goes on.
    function test_C13_failingDistributionDoesNotHoldTheExit() public {
        PlainToken token = new PlainToken();
        token.mint(address(dao), 1200);
        vm.deal(address(dao), 12 ether);
        // The inbox was spent in full on credits by a token that answered false then and pays now.
        token.mint(address(inbox), 16_000);
        bytes memory code = address(token).code;
        vm.etch(address(token), address(new FalseToken()).code);
        inbox.distribute(address(token));
        vm.etch(address(token), code);
        vm.expectRevert(abi.encodeWithSelector(IIncomeInbox.Inbox_NothingToDistribute.selector, address(token)));
        inbox.distribute(address(token));
        vm.prank(seats[0].account);
        dao.ragequit(100, _ethAnd(address(token)), address(0));
        assertEq(token.balanceOf(seats[0].account), 100, "the fair part");
        assertEq(seats[0].account.balance, 1 ether, "and of ETH");
        assertEq(inbox.creditOf(address(token), seats[0].account), 1000, "the credit waits");
    }

    /// @dev Sixty-three members burn all gas that a push gives them, in an exit with little gas: the leaver still gets out.
    function test_C16_membersThatBurnGasDoNotHoldTheExit() public {
        bytes memory code = address(new Burner()).code;
        delete keys;
        delete seats;
        for (uint160 i = 1; i <= 63; ++i) {
            vm.etch(address(0x700000 + i), code);
            seats.push(Member(address(0x700000 + i), 1, 1, 100));
            keys.push(0);
        }
        address leaver = address(0xFFFFFFFFFF);
        seats.push(Member(leaver, 0, 1, 100));
        keys.push(0);
        _foundWithIncome(2500);
        vm.deal(address(dao), 64 ether);
        _earn(64 ether);
        vm.prank(leaver, leaver);
        dao.ragequit{gas: 3_000_000}(50, _eth(), address(0));
        assertEq(leaver.balance, uint256(64 ether) * 50 / 6400, "out, though the income waits");
        assertEq(inbox.income(address(0)), 64 ether, "undistributed");
        vm.prank(leaver);
        dao.ragequit{gas: TRANSACTION_GAS}(50, _eth(), address(0xCAFE));
        assertEq(inbox.income(address(0)), 0, "with the gas of a transaction it is distributed as well");
        // 48 ether by 6350 shares, of which the leaver has 50.
        assertEq(leaver.balance, uint256(64 ether) * 50 / 6400 + uint256(48 ether) * 50 / 6350, "its part");
    }

    /// @dev All but what is kept for the exit is burnt, so what remains says how much is kept.
    function test_R12_whatTheExitNeedsIsKeptWhateverTheIncomeBurns() public {
        vm.deal(address(dao), 12 ether);
        vm.etch(address(factory), address(new Burner()).code);
        vm.prank(seats[1].account, seats[1].account);
        dao.ragequit{gas: 3_000_000}(100, _eth(), address(0));
        vm.snapshotGasLastCall("Dao", "ragequit, ETH, with income that burns all but what is kept of 3 000 000");
        assertEq(seats[1].account.balance, 1 ether, "out");
    }

    /// @dev With less than is kept for the exit nothing is tried, since a call that asks for more gas than there is gets nearly all of it.
    function test_R12_withGasForNoMoreThanTheExitTheIncomeWaits() public {
        _foundWithContract(address(new Burner()));
        _earn(16 ether);
        vm.deal(address(dao), 12 ether);
        address member = seats[1].account;
        vm.prank(member, member);
        dao.ragequit{gas: 180_000}(100, _eth(), address(0));
        assertEq(member.balance, 1 ether, "out");
        assertEq(inbox.income(address(0)), 16 ether, "undistributed");
    }

    /// @dev What a DAO that is a member decided anybody may send, and so anybody who stays: with little gas all of the income would be theirs.
    function test_R36_C16_whoSendsTheExitOfAContractCannotStarveItsIncome() public {
        PlainToken token = new PlainToken();
        token.mint(address(inbox), 16_000);
        _earn(16 ether);
        address member = seats[1].account;
        uint256 refused;
        for (uint256 limit = 60_000; limit < 3_000_000; limit += 10_000) {
            vm.prank(member); // sent by somebody else
            (bool ok, bytes memory why) = address(dao).call{gas: limit}(abi.encodeCall(IDao.ragequit, (100, _ethAnd(address(token)), address(0))));
            if (!ok) {
                if (keccak256(why) == keccak256(abi.encodeWithSelector(IDao.Dao_GasTooLow.selector))) ++refused;
                continue;
            }
            assertEq(inbox.income(address(0)) + inbox.income(address(token)), 0, "distributed");
            assertEq(token.balanceOf(member), 1000 + uint256(4000) / 12, "its parts");
            assertTrue(refused > 20, "or refused by name");
            return;
        }
        assertTrue(false, "with enough gas it passes");
    }

    /// @dev Nobody holds the exit of a contract by burning: with more gas than any distribution needs it goes on.
    function test_R36_R12_withAmpleGasTheExitOfAContractGoesOnWhatever() public {
        vm.deal(address(dao), 12 ether);
        vm.etch(address(factory), address(new Burner()).code);
        vm.prank(seats[1].account);
        vm.expectRevert(IDao.Dao_GasTooLow.selector);
        dao.ragequit{gas: 12_500_000}(100, _eth(), address(0));
        vm.prank(seats[1].account);
        dao.ragequit{gas: 12_800_000}(100, _eth(), address(0));
        assertEq(seats[1].account.balance, 1 ether, "out");
    }

    /// @dev What fails with any gas is passed over: a token that takes more than is sent, and one of which all is owed.
    function test_R36_whatFailsWithAnyGasHoldsNoExitOfAContract() public {
        GreedyToken token = new GreedyToken();
        token.mint(address(inbox), 16_000);
        vm.deal(address(dao), 12 ether);
        vm.prank(seats[1].account);
        dao.ragequit{gas: 1_500_000}(50, _ethAnd(address(token)), address(0));
        assertEq(inbox.income(address(token)), 16_000, "refused");
        vm.etch(address(token), address(new FalseToken()).code);
        inbox.distribute(address(token));
        vm.prank(seats[1].account);
        dao.ragequit{gas: 1_500_000}(50, _ethAnd(address(token)), address(0));
        assertEq(inbox.income(address(token)), 0, "owed");
        assertEq(seats[1].account.balance, uint256(12 ether) * 50 / 1200 + (uint256(12 ether) - uint256(12 ether) * 50 / 1200) * 50 / 1150, "out");
    }

    function test_C1_memberThatLeavesWhileItIsPaidGainsNothing() public {
        ReentrantPayee member = new ReentrantPayee();
        _foundWithContract(address(member));
        member.arm(address(dao), abi.encodeCall(IDao.ragequit, (100, _eth(), address(0))));
        _earn(16 ether);
        vm.prank(seats[0].account == address(member) ? seats[1].account : seats[0].account);
        dao.ragequit(50, _eth(), address(0xCAFE));
        assertTrue(member.tried() && !member.entered(), "no exit within an exit");
        assertEq(address(member).balance, 1 ether, "its part of the income and no more");
        assertEq(address(0xCAFE).balance, uint256(4 ether) * 50 / 1200, "the leaver's of the treasury");
    }

    function test_R12_resigningWithNothingDistributesNothing() public {
        seats[0].shares = 0;
        _foundWithIncome(0);
        _earn(11 ether);
        vm.prank(seats[0].account);
        dao.ragequit(0, _eth(), address(0));
        assertEq(inbox.income(address(0)), 11 ether, "no part, no distribution");
    }
}
