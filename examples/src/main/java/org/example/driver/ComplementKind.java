package org.example.driver;

import static org.rtkit4j.wire.layout.Bits.bits;

import java.util.List;
import org.rtkit4j.emulator.firmware.EndpointKind;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;

/// The endpoint for `rtkit --plugin`: the word that profiles have for it, what is said there, and the firmware's side.
public final class ComplementKind implements EndpointKind {
    private static final Bits WORD = bits("WORD", 63, 0, "ours");
    private static final Layout ASK =
            Layout.named("ASK", Direction.AP_TO_IOP, "A word").with(WORD);
    private static final Layout COMPLEMENT =
            Layout.named("COMPLEMENT", Direction.IOP_TO_AP, "Its complement").with(WORD);

    @Override
    public String name() {
        return "complement";
    }

    @Override
    public List<Layout> layouts() {
        return List.of(ASK, COMPLEMENT);
    }

    @Override
    public boolean isAt(String coprocessor, int endpoint) {
        return coprocessor.equalsIgnoreCase("mine") && endpoint == 0x40;
    }

    @Override
    public FirmwareEndpoint.Factory factory() {
        return ComplementFirmware::new;
    }
}
