package org.rtkit4j.drivers.iomfb;

import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.TimingMode;

/// Hears what the display's firmware tells, under the co-processor's lock.
public interface FirmwareEvents {
    /// The picture of a swap is shown. Costs no allocation.
    void onSwap(int swap);

    /// A swap will not be shown any more.
    void onAborted(int swap);

    /// A monitor was plugged in, or pulled out.
    void onHotPlug(boolean isConnected);

    /// The timings of the monitor are these.
    void onTimings(ReportedModes<TimingMode> timings);

    /// It takes colours like this.
    void onColors(ReportedModes<ColorMode> colors);

    /// The firmware asked for memory or registers, and was refused.
    void onRefused(String what, String why);

    /// The firmware said something that makes no sense, and it was survived.
    void onTrouble(String what, String why);
}
