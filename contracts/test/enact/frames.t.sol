// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Call, Decision} from "../../src/types/Types.sol";
import {ReentrantPayee, Spender} from "../actors/Targets.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice Calls that run together in a frame of their own (R6): the guard before, in and after it, and a frame that runs out of gas.
contract FramesTest is DaoFixture {
    function _both(Call memory a, Call memory b) private pure returns (Call[] memory calls) {
        calls = new Call[](2);
        (calls[0], calls[1]) = (a, b);
    }

    function _paying() private view returns (Call memory) {
        return _call(payee, 1 ether, "");
    }

    /// @dev A decision that asks for a frame by itself.
    function _framing() private view returns (Call memory) {
        return _call(address(dao), 0, abi.encodeCall(IDao.callTogether, (_one(_paying()))));
    }

    function _armed() private returns (ReentrantPayee target) {
        target = new ReentrantPayee();
        Decision[] memory inner = _one(_pay(90, 5 ether));
        target.arm(address(dao), abi.encodeCall(IDao.enact, (inner, new bytes32[](0), _sheets(inner, _mask(12), 0))));
    }

    function _enactTwo(Call[] memory first, Call[] memory second) private {
        Decision[] memory ds = new Decision[](3);
        (ds[0], ds[1], ds[2]) = (_decide(0, first), _decide(1, second), _pay(2, 1 ether));
        dao.enact(ds, new bytes32[](0), _sheets(ds, _mask(7), 0));
        assertTrue(dao.spent(_slot(2)), "the last is paid whatever the others do");
    }

    function test_C1_afterAFrameNobodyComesBackIn() public {
        ReentrantPayee target = _armed();
        _enactTwo(_both(_paying(), _paying()), _one(_call(address(target), 1 ether, "")));
        assertTrue(target.tried() && !target.entered(), "refused");
        assertFalse(dao.spent(_slot(90)), "and nothing enacted");
    }

    function test_C1_inAFrameNobodyComesBackIn() public {
        ReentrantPayee target = _armed();
        _enactTwo(_both(_call(address(target), 1 ether, ""), _paying()), new Call[](0));
        assertTrue(target.tried() && !target.entered(), "refused");
        assertFalse(dao.spent(_slot(90)), "and nothing enacted");
    }

    /// @dev Behind a frame that went well and behind one that failed.
    function test_R6_noDecisionOpensAFrame() public {
        _enactTwo(_both(_paying(), _paying()), _one(_framing()));
        assertFalse(dao.spent(_slot(1)), "not after one that went well");
        dao = _found(plainRules(), "Another");
        vm.deal(address(dao), 4 ether);
        _enactTwo(_both(_paying(), _call(payee, 100 ether, "")), _one(_framing()));
        assertFalse(dao.spent(_slot(0)) || dao.spent(_slot(1)), "not after one that failed");
        dao = _found(plainRules(), "A third");
        vm.deal(address(dao), 4 ether);
        _enactTwo(_both(_framing(), _paying()), new Call[](0));
        assertFalse(dao.spent(_slot(0)), "nor in one");
    }

    /// @dev The first call leaves so little that the frame itself cannot make the second: it says nothing, and the report does.
    function test_C16_aFrameThatRunsOutOfGasIsReported() public {
        Decision memory d =
            _decide(0, _both(_call(address(new Spender()), 0, abi.encodeCall(Spender.spend, (1000))), _call(address(0xF5E5), 1 ether, "")));
        bytes memory body = abi.encodeCall(IDao.enact, (_one(d), new bytes32[](0), _sheets(_one(d), _mask(7), 0)));
        (bool ok, bytes memory why) = address(dao).call{gas: 1_000_000}(body);
        assertFalse(ok, "refused");
        assertEq(
            keccak256(why),
            keccak256(abi.encodeWithSelector(IDao.Dao_CallFailed.selector, dao.decisionId(d), type(uint256).max, "")),
            "by its name, with no call to blame"
        );
    }
}
