/** The rules of the house, kept by tests: who may import whom, what the pure rooms may not touch, how sources look. */
package io.quorate.house;
