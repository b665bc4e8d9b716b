#pragma once

#include <git2.h>
#include <git2/sys/credential.h>
#include <git2/sys/transport.h>
