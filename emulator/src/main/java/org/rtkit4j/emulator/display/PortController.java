package org.rtkit4j.emulator.display;

import java.lang.foreign.MemorySegment;

/// What the controller of a display's port can be asked: its power, and to look for a monitor again.
///
/// Source: m1n1 `fw/dcp/dcpav.py`.
final class PortController implements StandardService.Calls {
    static final String AV = "dcpav-controller-epic";
    static final String DP = "dcpdp-controller-epic";

    private static final int GROUP = 8;
    private static final int SET_POWER = 8;
    private static final int GET_POWER = 9;
    private static final int WAKE = 10;
    private static final int SLEEP = 11;
    private static final int FORCE_HOT_PLUG = 12;
    private static final int VIRTUAL_MODE = 13;
    private static final int VALUE = 16;

    private final DisplayPipe pipe;
    private boolean isPowered = true;

    PortController(DisplayPipe pipe) {
        this.pipe = pipe;
    }

    @Override
    public boolean call(int group, int number, MemorySegment data) {
        if (group != GROUP) {
            return false;
        }
        switch (number) {
            case SET_POWER -> isPowered = StandardService.get(data, VALUE) != 0;
            case GET_POWER -> StandardService.put(data, VALUE, isPowered ? 1 : 0);
            case WAKE, SLEEP -> isPowered = number == WAKE;
            case FORCE_HOT_PLUG -> pipe.tellAgain();
            case VIRTUAL_MODE -> {}
            default -> {
                return false;
            }
        }
        return true;
    }
}
