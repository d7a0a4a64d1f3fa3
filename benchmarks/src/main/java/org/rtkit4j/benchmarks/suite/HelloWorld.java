package org.rtkit4j.benchmarks.suite;

/// The least that a program in Java can do: what [StartUp] is measured against.
public final class HelloWorld {
    private HelloWorld() {}

    public static void main(String[] args) {
        System.out.println("Hello, world");
    }
}
