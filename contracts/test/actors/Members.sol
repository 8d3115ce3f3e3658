// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A member that takes ETH or not, as it is told to. Whatever it wants to do it is made to do by `perform`.
contract MoodyMember {
    uint8 public mood; // 0 takes it, 1 reverts, 2 burns all gas
    address private _target;
    bytes private _body;

    /// @dev Takes ETH, and then calls back with this; the outcome does not matter to it.
    function set(uint8 mood_, address target, bytes calldata body) external {
        (mood, _target, _body) = (mood_, target, body);
    }

    receive() external payable {
        if (mood == 1) revert("no");
        if (mood == 2) {
            for (uint256 i;; ++i) {
                assembly {
                    mstore(0, i)
                }
            }
        }
        if (_target != address(0)) {
            (bool ok,) = _target.call(_body);
            ok;
        }
    }
}

/// @notice Takes ETH, and keeps books of it that cost most of what a push gives.
contract HungryMember {
    mapping(uint256 payment => uint256) public received;
    uint256 public payments;

    receive() external payable {
        received[payments++] = msg.value;
    }
}
