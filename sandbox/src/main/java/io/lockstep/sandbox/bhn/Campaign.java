package io.lockstep.sandbox.bhn;

import java.util.LinkedHashMap;
import java.util.Map;

/** A reward offer of an account, and how many rewards it still has. */
final class Campaign {

  private final String key;
  private final String name;
  private final String status;
  private final String currency;
  private int available;

  Campaign(String key, String name, String status, String currency, int available) {
    this.key = key;
    this.name = name;
    this.status = status;
    this.currency = currency;
    this.available = available;
  }

  String key() {
    return key;
  }

  String status() {
    return status;
  }

  String currency() {
    return currency;
  }

  boolean isOpen() {
    return status.equals("open");
  }

  boolean hasRewards() {
    return available > 0;
  }

  void takeOne() {
    available--;
  }

  Map<String, Object> shape() {
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("campaignKey", key);
    shape.put("name", name);
    shape.put("status", status);
    shape.put("availableRewards", available);
    shape.put("currency", currency);
    return shape;
  }
}
