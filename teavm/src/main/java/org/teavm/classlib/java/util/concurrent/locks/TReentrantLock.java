package org.teavm.classlib.java.util.concurrent.locks;

/// `java.util.concurrent.locks.ReentrantLock` where there is one thread: nobody waits.
public class TReentrantLock {
    public void lock() {}

    public void unlock() {}
}
