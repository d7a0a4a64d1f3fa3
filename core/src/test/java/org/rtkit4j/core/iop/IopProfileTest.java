package org.rtkit4j.core.iop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.SessionConfig;
import org.rtkit4j.core.session.Timeouts;

/// How each kind of co-processor is started and left, by hand from Linux's drivers.
class IopProfileTest {
    @ParameterizedTest
    @CsvSource({
        "ans, true, false, SLEEP, 'QUIESCE SLEEP'",
        "smc, false, true, QUIESCE, 'IDLE QUIESCE'",
        "acio0, true, false, OFF, 'OFF'",
        "dcpext1, true, true, SLEEP, 'IDLE QUIESCE SLEEP'",
        "whatever, true, true, SLEEP, 'IDLE QUIESCE SLEEP'"
    })
    void aKindIsStartedAndLeftAsItsDriverDoes(
            String name, boolean startsCpu, boolean isWoken, PowerDown rest, String supported) {
        var profile = IopProfile.named(name);
        assertEquals(name, profile.session().name());
        assertEquals(startsCpu, profile.boot().startCpu());
        assertEquals(isWoken, profile.boot().wake() != null);
        assertEquals(rest, profile.rest());
        assertEquals(
                supported,
                String.join(
                        " ",
                        profile.supported().stream().sorted().map(Enum::name).toList()));
    }

    @Test
    void whatIsChangedIsAllThatChanges() {
        var smc = IopProfile.named("smc");
        var session = SessionConfig.named("smc").withTimeouts(new Timeouts(1, 2));
        assertEquals(new IopProfile(session, smc.boot(), smc.rest(), smc.supported()), smc.with(session));
        assertEquals(
                new IopProfile(smc.session(), BootPlan.START, smc.rest(), smc.supported()), smc.with(BootPlan.START));
    }

    @Test
    void aProfileSupportsTheStateItRestsIn() {
        var session = SessionConfig.named("one");
        assertThrows(
                IllegalArgumentException.class,
                () -> new IopProfile(session, BootPlan.START, PowerDown.SLEEP, Set.of(PowerDown.OFF)));
    }
}
