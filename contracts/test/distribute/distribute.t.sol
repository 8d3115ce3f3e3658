// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoFactory} from "../../src/interfaces/IDaoFactory.sol";
import {IIncomeInbox} from "../../src/interfaces/IIncomeInbox.sol";
import {Genesis, Rules} from "../../src/types/Types.sol";
import {PlainToken} from "../actors/Tokens.sol";
import {IncomeFixture} from "../base/IncomeFixture.sol";
import {Vm} from "../base/Vm.sol";

/// @notice Where income arrives, and who gets what of it (R11).
contract DistributeTest is IncomeFixture {
    function test_R11_inboxIsKnownBeforeTheDaoIs() public {
        Genesis memory g = _genesis(plainRules(), "Later");
        address predicted = factory.predict(factory.hashGenesis(g));
        address its = factory.inboxOf(predicted);
        vm.deal(its, 4 ether);
        assertEq(its.code.length, 0, "nothing there yet");
        vm.prank(address(0xF00D));
        address made = factory.deployInbox(predicted);
        vm.snapshotGasLastCall("IncomeInbox", "deployInbox");
        assertEq(made, its, "whoever deploys");
        assertEq(IIncomeInbox(its).dao(), predicted, "carries its DAO");
        vm.expectRevert();
        IIncomeInbox(its).distribute(address(0));
        factory.deploy(g);
        assertEq(factory.deployInbox(predicted), its, "deploying again does nothing");
        IIncomeInbox(its).distribute(address(0));
        assertEq(its.balance, 0, "what came before was distributed");
        assertEq(seats[0].account.balance, uint256(4 ether) / 12, "to the members");
    }

    function test_R11_factoryMakesTheInboxAndDistributesInOneStep() public {
        dao = _found(plainRules(), "No inbox yet");
        inbox = IIncomeInbox(factory.inboxOf(address(dao)));
        vm.expectRevert(abi.encodeWithSelector(IIncomeInbox.Inbox_NothingToDistribute.selector, address(0)));
        factory.distribute(address(dao), address(0));
        assertEq(address(inbox).code.length, 0, "and it fails as a whole");
        _earn(12 ether);
        vm.prank(address(0xF00D));
        factory.distribute(address(dao), address(0));
        assertEq(seats[3].account.balance, 1 ether, "paid");
        _earn(12 ether);
        factory.distribute(address(dao), address(0));
        assertEq(seats[3].account.balance, 2 ether, "and where the inbox is there");
    }

    function test_C10_inboxesOfTwoDaosDiffer() public view {
        assertTrue(factory.inboxOf(address(dao)) != factory.inboxOf(address(1)), "bound to the DAO");
        assertTrue(factory.inboxOf(address(dao)) != factory.inboxImplementation(), "a clone");
    }

    function test_C9_implementationHoldsNothingForAnyone() public {
        IIncomeInbox implementation = IIncomeInbox(factory.inboxImplementation());
        vm.deal(address(implementation), 1 ether);
        vm.expectRevert();
        implementation.distribute(address(0));
        assertEq(address(implementation).balance, 1 ether, "unmoved");
    }

    function test_R11_splitsEtherByTheRules() public {
        _earn(16 ether);
        vm.prank(address(0xF00D));
        inbox.distribute(address(0));
        vm.snapshotGasLastCall("IncomeInbox", "distribute, ETH, 12 new accounts");
        assertEq(address(dao).balance, 4 ether, "a quarter to the treasury");
        for (uint256 i; i < 12; ++i) assertEq(seats[i].account.balance, 1 ether, "the rest by shares");
        assertEq(address(inbox).balance, 0, "nothing left");
        _earn(16 ether);
        inbox.distribute(address(0));
        vm.snapshotGasLastCall("IncomeInbox", "distribute, ETH, 12 members");
    }

    /// @dev S4.3: what nodes read of it.
    function test_R11_whatWasDistributedIsTold() public {
        _earn(16 ether);
        vm.recordLogs();
        inbox.distribute(address(0));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        Vm.Log memory told = logs[logs.length - 1];
        assertEq(told.topics[0], keccak256("Distributed(address,uint256,uint256,uint256)"), "told last");
        assertEq(told.topics[1], bytes32(0), "of ETH");
        (uint256 amount, uint256 toTreasury, uint256 toMembers) = abi.decode(told.data, (uint256, uint256, uint256));
        assertEq(amount, 16 ether, "all that lay there");
        assertEq(toTreasury, 4 ether, "the treasury's part");
        assertEq(toMembers, 12 ether, "the members' part");
    }

    function test_R11_splitsTokensByTheRules() public {
        PlainToken token = new PlainToken();
        token.mint(address(inbox), 16_000);
        inbox.distribute(address(token));
        vm.snapshotGasLastCall("IncomeInbox", "distribute, token, 12 new holders");
        assertEq(token.balanceOf(address(dao)), 4000, "treasury");
        for (uint256 i; i < 12; ++i) assertEq(token.balanceOf(seats[i].account), 1000, "member");
        token.mint(address(inbox), 16_000);
        inbox.distribute(address(token));
        vm.snapshotGasLastCall("IncomeInbox", "distribute, token, 12 members");
    }

    function test_R11_RevertWhen_nothingLiesThere() public {
        vm.expectRevert(abi.encodeWithSelector(IIncomeInbox.Inbox_NothingToDistribute.selector, address(0)));
        inbox.distribute(address(0));
        vm.expectRevert(abi.encodeWithSelector(IIncomeInbox.Inbox_TokenUnreadable.selector, address(0xDEAD)));
        inbox.distribute(address(0xDEAD));
        assertEq(inbox.income(address(0xDEAD)), 0, "no token, no income");
    }

    function test_R11_rosterOfTheDistributionIsPaid() public {
        _earn(12 ether);
        // Seat 0 burns half before the distribution, seat 1 leaves; a newcomer gets 100 shares.
        vm.prank(seats[0].account);
        dao.ragequit(50, new address[](0), address(0));
        vm.prank(seats[1].account);
        dao.ragequit(100, new address[](0), address(0));
        address newcomer = address(0xABCDEF);
        _enact(_self(0, abi.encodeCall(IDao.changeRoster, (_delta(newcomer, true, 1, 100)))), _mask(12) & ~uint256(2));
        vm.prank(seats[2].account);
        dao.ragequit(50, new address[](0), address(0));
        inbox.distribute(address(0));
        vm.snapshotGasLastCall("IncomeInbox", "distribute, ETH, 12 seats after burns");
        // 1200 − 50 − 100 + 100 − 50 = 1100 shares share nine ether.
        assertEq(seats[0].account.balance, uint256(9 ether) * 50 / 1100, "burned shares earn nothing");
        assertEq(seats[1].account.balance, 0, "who left earns nothing");
        assertEq(seats[2].account.balance, uint256(9 ether) * 50 / 1100, "burned in this epoch");
        assertEq(newcomer.balance, uint256(9 ether) * 100 / 1100, "who came meanwhile is paid");
        assertEq(seats[3].account.balance, uint256(9 ether) * 100 / 1100, "the others");
    }

    function test_R11_removedMemberIsPaidByItsShares() public {
        _enact(_self(0, abi.encodeCall(IDao.changeRoster, (_delta(seats[0].account, true, 0, 0)))), _mask(12));
        _earn(16 ether);
        inbox.distribute(address(0));
        assertEq(seats[0].account.balance, 1 ether, "no vote, but shares");
    }

    function test_R11_allIsTheTreasurysWhenNobodyOwns() public {
        seats[0].shares = 0;
        _foundWithIncome(0);
        for (uint256 i = 1; i < 12; ++i) {
            vm.prank(seats[i].account);
            dao.ragequit(100, new address[](0), address(0));
        }
        _earn(5 ether);
        inbox.distribute(address(0));
        assertEq(address(dao).balance, 5 ether, "the treasury");
        assertEq(address(inbox).balance, 0, "nothing left");
    }

    function test_R11_presentRulesDecideThePart() public {
        Rules memory r = plainRules();
        r.incomeBps = 10_000;
        _earn(1 ether);
        _enact(_self(0, abi.encodeCall(IDao.setRules, (r))), _mask(12));
        inbox.distribute(address(0));
        assertEq(address(dao).balance, 1 ether, "all of it");
    }

    function test_R11_refundsToTheDaoAreNoIncome() public {
        vm.deal(address(dao), 7 ether);
        _earn(16 ether);
        inbox.distribute(address(0));
        assertEq(address(dao).balance, 11 ether, "what was there is untouched");
    }

    /// @dev Any amount, any part, any shares: each gets exactly its part rounded down, the treasury the rest, nothing is left and nothing made.
    function testFuzz_C15_partsAddUpToTheWhole(uint128 eth, uint256 amount, uint16 bps, uint128[12] memory shares, uint8 left) public {
        amount = bound(amount, 1, type(uint256).max / 2);
        uint256 total;
        for (uint256 i; i < 12; ++i) total += seats[i].shares = uint128(bound(shares[i], 0, type(uint128).max / 12));
        vm.assume(total != 0);
        _foundWithIncome(bps %= 10_001);
        uint256 gone = seats[left %= 12].shares;
        if (gone != 0 && total != gone) {
            vm.prank(seats[left].account);
            dao.ragequit(uint128(gone), new address[](0), address(0));
            total -= gone;
            seats[left].shares = 0;
        }
        PlainToken token = new PlainToken();
        token.mint(address(inbox), amount);
        if (eth != 0) _earn(eth);
        inbox.distribute(address(token));
        if (eth != 0) inbox.distribute(address(0));
        uint256 ofToken = amount - FixedPointMathLib.fullMulDiv(amount, bps, 10_000);
        uint256 ofEther = eth - uint256(eth) * bps / 10_000;
        uint256 out;
        uint256 ethOut;
        for (uint256 i; i < 12; ++i) {
            out += token.balanceOf(seats[i].account);
            ethOut += seats[i].account.balance;
            assertEq(token.balanceOf(seats[i].account), FixedPointMathLib.fullMulDiv(ofToken, seats[i].shares, total), "part of the token");
            assertEq(seats[i].account.balance, FixedPointMathLib.fullMulDiv(ofEther, seats[i].shares, total), "part of the ETH");
        }
        assertEq(token.balanceOf(address(dao)), amount - out, "the rest and the dust are the treasury's");
        assertEq(address(dao).balance, eth - ethOut, "and of ETH");
        assertEq(token.balanceOf(address(inbox)) + address(inbox).balance, 0, "nothing stays");
    }
}
