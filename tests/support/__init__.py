"""What tests share: databases, servers, a cast of people, builders."""
