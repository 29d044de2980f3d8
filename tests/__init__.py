"""The tests of Houvast; their folders mirror the rooms of app/."""
