package org.rtkit4j.wire.port;

import org.jspecify.annotations.Nullable;

/// Gives back all that an owner owns: each thing, whatever becomes of the others.
///
/// ```java
/// Releases.all(crashlog::close, syslog::close, () -> mailbox.close());
/// Releases.each(coprocessors, Iop::close);
/// ```
///
/// The first failure is thrown once everything has been tried, with the later ones attached as suppressed. A release
/// that failed is not tried again: an owner is final, whether it could close all of it or not.
public final class Releases {
    private Releases() {}

    /// One thing to do at the end.
    ///
    /// @param <X> what it may throw
    @FunctionalInterface
    public interface Step<X extends Exception> {
        void run() throws X;
    }

    /// How one of several things of a kind is given back.
    ///
    /// @param <T> the kind
    /// @param <X> what it may throw
    @FunctionalInterface
    public interface StepFor<T, X extends Exception> {
        void run(T thing) throws X;
    }

    /// Takes every step, in order.
    ///
    /// @throws X the first failure, the later ones suppressed
    @SafeVarargs
    @SuppressWarnings("varargs") // Passed on, and only read.
    public static <X extends Exception> void all(Step<? extends X>... steps) throws X {
        Releases.<Step<? extends X>, X>each(steps, Step::run);
    }

    /// Gives every one of `things` back, in order.
    ///
    /// @throws X the first failure, the later ones suppressed
    public static <T, X extends Exception> void each(Iterable<? extends T> things, StepFor<T, X> release) throws X {
        Throwable first = null;
        for (T thing : things) {
            first = released(thing, release, first);
        }
        Releases.<X>rethrow(first);
    }

    /// Gives every one of `things` back, in order, and allocates nothing.
    ///
    /// @throws X the first failure, the later ones suppressed
    public static <T, X extends Exception> void each(T[] things, StepFor<T, X> release) throws X {
        Throwable first = null;
        for (T thing : things) {
            first = released(thing, release, first);
        }
        Releases.<X>rethrow(first);
    }

    private static <T> @Nullable Throwable released(T thing, StepFor<T, ?> release, @Nullable Throwable first) {
        try {
            release.run(thing);
            return first;
        } catch (Throwable e) {
            return joined(first, e);
        }
    }

    /// Takes every step, in order, because something failed before.
    ///
    /// ```java
    /// } catch (IOException | RuntimeException e) {
    ///     Releases.after(e, loop::close, connection::close);
    ///     throw e;
    /// }
    /// ```
    ///
    /// @return what failed before, with the failures of the steps suppressed
    public static <E extends Throwable> E after(E failure, Step<?>... steps) {
        for (Step<?> step : steps) {
            try {
                step.run();
            } catch (Throwable e) {
                joined(failure, e);
            }
        }
        return failure;
    }

    /// A step that waits, as the last one before something is given back often does.
    ///
    /// @param <X> what it may throw
    @FunctionalInterface
    public interface Wait<X extends Exception> {
        /// Returns whether what it waited for has come.
        boolean run() throws X, InterruptedException;
    }

    /// Waits at the end of something, on a thread that may have been interrupted already: that does not end the wait,
    /// an interrupt during it does, and the thread is interrupted again afterwards.
    ///
    /// @return whether what was waited for has come
    public static <X extends Exception> boolean await(Wait<X> wait) throws X {
        boolean wasInterrupted = Thread.interrupted();
        try {
            return wait.run();
        } catch (InterruptedException _) {
            wasInterrupted = true;
            return false;
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // One object thrown twice must not be attached to itself.
    private static Throwable joined(@Nullable Throwable first, Throwable later) {
        if (first == null) {
            return later;
        }
        if (first != later) {
            first.addSuppressed(later);
        }
        return first;
    }

    @SuppressWarnings("unchecked") // What was caught is an X, or unchecked: nothing else can have been thrown.
    private static <X extends Exception> void rethrow(@Nullable Throwable caught) throws X {
        if (caught instanceof Error error) {
            throw error;
        }
        if (caught != null) {
            throw (X) caught;
        }
    }
}
