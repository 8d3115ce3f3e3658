// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IIncomeInbox} from "../../src/interfaces/IIncomeInbox.sol";
import {Member, Rules} from "../../src/types/Types.sol";
import {PlainToken} from "../actors/Tokens.sol";
import {DaoFixture} from "../base/DaoFixture.sol";
import {IncomeCase} from "./IncomeCase.sol";

/// @notice The contract against the pure rule of packages/governance: the same roster, burned shares and income, the same parts to the unit.
contract IncomeDifferentialTest is DaoFixture {
    string private constant CASES = "out/cases/income.txt";
    /// @dev Fewer would mean that the file is not what it should be.
    uint256 private constant LEAST = 200;

    Member[] private _all;

    function setUp() public override {
        super.setUp();
        _makeKeys(64);
        _all = seats;
    }

    function test_T11_contractAndPureRuleAgree() public {
        uint256 count;
        uint256 burnedInCases;
        while (true) {
            string memory line = vm.readLine(CASES);
            if (bytes(line).length == 0) break;
            // In a frame of its own, whose memory is gone afterwards.
            if (this.runCase(vm.parseBytes(line))) ++burnedInCases;
            ++count;
        }
        assertTrue(count >= LEAST, "all cases are there");
        assertTrue(burnedInCases > count / 4 && burnedInCases < count * 9 / 10, "rosters as written, and after burns");
    }

    /// @return anyBurned Whether somebody burned shares before.
    function runCase(bytes calldata encoded) external returns (bool anyBurned) {
        IncomeCase memory c = abi.decode(encoded, (IncomeCase));
        delete seats;
        for (uint256 i; i < c.shares.length; ++i) seats.push(Member(_all[i].account, 0, 1, c.shares[i]));
        Rules memory r = plainRules();
        r.incomeBps = c.incomeBps;
        dao = _found(r, c.name);
        for (uint256 i; i < c.burned.length; ++i) {
            if (c.burned[i] == 0) continue;
            anyBurned = true;
            vm.prank(seats[i].account);
            dao.ragequit(c.burned[i], new address[](0), address(0));
        }
        address inbox = factory.inboxOf(address(dao));
        PlainToken token = new PlainToken();
        token.mint(inbox, c.amount);
        factory.distribute(address(dao), address(token));
        assertEq(token.balanceOf(address(dao)), c.toTreasury, c.name);
        for (uint256 i; i < c.parts.length; ++i) assertEq(token.balanceOf(seats[i].account), c.parts[i], c.name);
        assertEq(IIncomeInbox(inbox).income(address(token)), 0, c.name);
    }
}
