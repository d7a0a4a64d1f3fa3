package org.rtkit4j.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.session.Session;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.testkit.FakeMemory;

/// A session that one thread works while another asks it: questions take no lock.
public final class SessionStress {
    private SessionStress() {}

    @JCStressTest
    @State
    @Description("What came last is asked while two messages come: it is one of them, whole, and never an older one.")
    @Outcome(
            id = {"0, 0", "0, 1", "0, 2", "1, 1", "1, 2", "2, 2"},
            expect = ACCEPTABLE,
            desc = "in the order they came")
    @Outcome(expect = FORBIDDEN, desc = "the endpoint of one and the word of the other, or a step back")
    public static class QuestionAgainstMessages {
        private static final long[] ENDPOINTS = {0x20, 0x31};
        private static final long[] WORDS = {0x1111_1111_1111_1111L, 0x2222_2222_2222_2222L};
        private static final List<String> ANSWERS = answers();

        private final Session session = session();

        private static Session session() {
            return new Session(IopProfile.named("iop").session(), new FakeMemory(), SessionListener.NONE);
        }

        private static List<String> answers() {
            Session alone = session();
            String nothing = alone.lastReceived();
            say(alone, 0);
            String first = alone.lastReceived();
            say(alone, 1);
            return List.of(nothing, first, alone.lastReceived());
        }

        private static void say(Session session, int message) {
            session.onMessage(WORDS[message], ENDPOINTS[message], (_, _) -> true);
        }

        @Actor
        public void worker() {
            say(session, 0);
            say(session, 1);
        }

        @Actor
        public void asker(II_Result r) {
            r.r1 = ANSWERS.indexOf(session.lastReceived());
            r.r2 = ANSWERS.indexOf(session.lastReceived());
        }
    }
}
