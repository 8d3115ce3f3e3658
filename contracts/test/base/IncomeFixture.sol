// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IIncomeInbox} from "../../src/interfaces/IIncomeInbox.sol";
import {Rules} from "../../src/types/Types.sol";
import {DaoFixture} from "./DaoFixture.sol";

/// @notice A DAO of which a quarter of the income is the treasury's, and its inbox.
abstract contract IncomeFixture is DaoFixture {
    IIncomeInbox internal inbox;
    /// @dev EIP-7825: what one transaction may use.
    uint256 internal constant TRANSACTION_GAS = 16_777_216;

    function setUp() public virtual override {
        super.setUp();
        _foundWithIncome(2500);
    }

    function _foundWithIncome(uint16 incomeBps) internal {
        Rules memory r = plainRules();
        r.incomeBps = incomeBps;
        dao = _found(r, "Earners");
        inbox = IIncomeInbox(factory.deployInbox(address(dao)));
    }

    /// @dev Replaces the account of the first seat by a contract, which takes the seat its address gives it.
    function _foundWithContract(address account) internal returns (uint256 seat) {
        seats.pop();
        keys.pop();
        seat = _seatContract(account, 1);
        _foundWithIncome(2500);
    }

    function _earn(uint256 amount) internal {
        vm.deal(address(this), amount);
        (bool ok,) = address(inbox).call{value: amount}("");
        assertTrue(ok, "the inbox takes ETH");
    }

    receive() external payable {}
}
