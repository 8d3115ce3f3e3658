// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {IDao} from "../../src/interfaces/IDao.sol";
import {IPowerRewards} from "../../src/interfaces/IPowerRewards.sol";
import {Agreement} from "../../src/types/Bounties.sol";
import {Call, Decision, Member} from "../../src/types/Types.sol";
import {EscrowFixture} from "./EscrowFixture.sol";

/// @notice A DAO of twelve that issues bounties, and decisions by which it promises their hunters power.
abstract contract RewardFixture is EscrowFixture {
    IPowerRewards internal rewards;
    /// @dev Slots of the fundings, apart from those of promises.
    uint256 private _fundings = 10_000;

    function _putRewards() internal {
        rewards = IPowerRewards(_deploy("PowerRewards", abi.encode(address(escrow))));
    }

    /// @dev Funded by a decision of the DAO.
    function _issue(uint128 amount) internal returns (Agreement memory a) {
        a = _agreement(address(dao), hunter, amount);
        bytes memory signature = _signBy(HUNTER, escrow.idOf(a));
        _enact(_decide(++_fundings, _one(_call(address(escrow), amount, abi.encodeCall(IBountyEscrow.fund, (a, signature))))), _mask(seats.length));
    }

    /// @dev Gives `power` beside what the hunter is said to have.
    function _promise(uint256 counter, Agreement memory a, uint64 held, uint64 power) internal view returns (Decision memory) {
        Call[] memory calls = new Call[](2);
        calls[0] = _call(address(rewards), 0, abi.encodeCall(IPowerRewards.redeem, (a, held)));
        calls[1] = _call(address(dao), 0, abi.encodeCall(IDao.changeRoster, (_delta(a.hunter, true, held + power, 0))));
        return _decide(counter, calls);
    }

    function _powerOf(address account) internal view returns (uint64) {
        (Member[] memory members,,) = dao.presentRoster();
        for (uint256 i; i < members.length; ++i) if (members[i].account == account) return members[i].power;
        return 0;
    }

    function _acceptByReviewer(Agreement memory a) internal {
        vm.prank(reviewer);
        escrow.accept(a, "");
    }
}
