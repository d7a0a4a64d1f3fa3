package org.rtkit4j.drivers.display;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.rtkit4j.wire.iomfb.BandwidthRegisters;
import org.rtkit4j.wire.iomfb.IomfbVersion;

/// What a driver that asks a display as an operating system does can be told.
///
/// @param version of the firmware's calls: nothing that the firmware says tells it
/// @param answerNanos how long an answer may take
/// @param powerNanos how long switching on or off, and the start, may take
/// @param modeNanos how long a change of modes may take
/// @param flipNanos how long a picture may take to be shown
/// @param bandwidth where the firmware asks for memory bandwidth
/// @param frequencyHertz of the display's clock
/// @param calendarMillis milliseconds since 1970, for the firmware
public record IomfbOptions(
        IomfbVersion version,
        long answerNanos,
        long powerNanos,
        long modeNanos,
        long flipNanos,
        BandwidthRegisters bandwidth,
        long frequencyHertz,
        LongSupplier calendarMillis) {
    /// Ten seconds for power, half a second more than the firmware's eight for a mode (linux iomfb_template.c), one for
    /// everything else. The clock is that of t8103 (m1n1 fw/dcp/manager.py).
    public static IomfbOptions of(IomfbVersion version) {
        long second = Duration.ofSeconds(1).toNanos();
        return new IomfbOptions(
                version,
                second,
                10 * second,
                8 * second + second / 2,
                second,
                BandwidthRegisters.NONE,
                533_333_328,
                System::currentTimeMillis);
    }

    /// Returns these options with other registers for bandwidth.
    public IomfbOptions with(BandwidthRegisters registers) {
        return new IomfbOptions(
                version, answerNanos, powerNanos, modeNanos, flipNanos, registers, frequencyHertz, calendarMillis);
    }

    /// Returns these options with waits that are so many times as long: over a wire each access is a round trip.
    public IomfbOptions patient(int times) {
        return new IomfbOptions(
                version,
                answerNanos * times,
                powerNanos * times,
                modeNanos * times,
                flipNanos * times,
                bandwidth,
                frequencyHertz,
                calendarMillis);
    }
}
