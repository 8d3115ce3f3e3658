// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Rules} from "../../src/types/Types.sol";
import {RecordFixture} from "./RecordFixture.sol";

/// @notice A relayer with nothing but one wei, and DAOs that give it back what it spends (R9).
abstract contract RefundFixture is RecordFixture {
    address internal constant RELAYER = address(0x8E1A7E8);
    uint256 internal constant PRICE = 21 gwei;

    function setUp() public virtual override {
        super.setUp();
        vm.deal(RELAYER, 1);
        vm.fee(20 gwei);
        vm.txGasPrice(PRICE);
    }

    function _foundCapped(string memory name, uint32 cap) internal {
        Rules memory rules = plainRules();
        rules.refundCap = cap;
        dao = _found(rules, name);
        vm.deal(address(dao), 100 ether);
    }
}
